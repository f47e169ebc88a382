import { createHash } from 'node:crypto';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Random } from '../../core/ports.ts';

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
    this.#any = `.${basename(path)}.rk-`;
    this.#own = `${this.#any}${createHash('sha256').update(`${home}\0${path}`, 'utf8').digest('hex').slice(0, 8)}-`;
    this.#random = random;
  }

  next(): string {
    return join(this.#folder, this.#own + this.#random.hex(6));
  }

  /** Under the lock. Another folder of ours may be at work on the same file: its files go when they are older than an hour. Best effort. */
  async sweep(now: number): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      if (!name.startsWith(this.#any)) continue;
      const path = join(this.#folder, name);
      const found = await lstat(path).catch(() => null);
      if (found?.isFile() !== true) continue;
      if (name.startsWith(this.#own) || now - found.mtimeMs > foreignAgeMs) await unlink(path).catch(() => undefined);
    }
  }
}
