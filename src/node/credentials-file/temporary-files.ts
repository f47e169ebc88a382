import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Random } from '../../core/ports.ts';
import { isOwn } from '../files/descriptor.ts';
import { sha256 } from '../hash-and-random.ts';
import { codeOf } from './opened-file.ts';

const foreignAgeMs = 3_600_000;

/**
 * Temporary files beside a credentials file: `.<file name>.rk-<8 hex of our folder and the file's path>-<random>`. They exist only while the file's lock is
 * held, so what its holder finds of its own name was left by a process that was killed.
 */
export class TemporaryFiles {
  readonly #folder: string;
  readonly #any: string;
  readonly #own: string;
  readonly #random: Random;

  constructor(path: string, home: string, random: Random) {
    this.#folder = dirname(path);
    this.#any = temporaryPrefix(path);
    this.#own = `${this.#any}${sha256(`${home}\0${path}`).slice(0, 8)}-`;
    this.#random = random;
  }

  next(): string {
    return join(this.#folder, this.#own + this.#random.hex(6));
  }

  /**
   * Under the lock. Another folder of ours may be at work on the same file: its files go
   * when they are older than an hour. Another user's file stays. Best effort.
   */
  sweep(now: number): void {
    for (const name of namesIn(this.#folder)) {
      if (!name.startsWith(this.#any)) continue;
      const path = join(this.#folder, name);
      try {
        const found = lstatSync(path);
        const left = name.startsWith(this.#own) || now - found.mtimeMs > foreignAgeMs;
        if (found.isFile() && left && isOwn(found)) unlinkSync(path);
      } catch (error) {
        codeOf(error);
      }
    }
  }
}

/** How the name of every temporary file beside this credentials file begins, whichever home made it. */
export function temporaryPrefix(path: string): string {
  return `.${basename(path)}.rk-`;
}

/** Empty if the folder cannot be listed. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    codeOf(error);
    return [];
  }
}
