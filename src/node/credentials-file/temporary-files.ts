import { basename, dirname, join } from 'node:path';
import { isOwn } from '../files/descriptor.ts';
import { sha256, systemRandom } from '../hash-and-random.ts';
import { codeOrThrow } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';

const FOREIGN_AGE_MS = 3_600_000;

/**
 * Temporary files in the credentials file's folder: `.<file name>.rk-<8 hex of the computer,
 * Rolekeeper's folder and the file's path>-<random>`. They exist only under the file's lock, so the
 * holder may delete any file with its own prefix. Some file systems do not show a lock to other
 * computers.
 */
export class TemporaryFiles {
  readonly #folder: string;
  readonly #anyPrefix: string;
  readonly #ownPrefix: string;
  readonly #machine: Machine;

  constructor(path: string, home: string, machine: Machine) {
    this.#folder = dirname(path);
    this.#anyPrefix = temporaryPrefix(path);
    this.#ownPrefix = `${this.#anyPrefix}${sha256(`${machine.host}\0${home}\0${path}`).slice(0, 8)}-`;
    this.#machine = machine;
  }

  next(): string {
    return join(this.#folder, this.#ownPrefix + systemRandom.hex(6));
  }

  /**
   * Requires the lock. Files of another Rolekeeper folder or computer are removed only after an
   * hour, because it can be writing the same file; best effort.
   */
  sweep(now: number): void {
    const { fs } = this.#machine;
    for (const name of namesIn(this.#folder, fs)) {
      if (!name.startsWith(this.#anyPrefix)) continue;
      const path = join(this.#folder, name);
      try {
        const found = fs.lstatSync(path);
        const left = name.startsWith(this.#ownPrefix) || now - found.mtimeMs > FOREIGN_AGE_MS;
        if (found.isFile() && left && isOwn(found, this.#machine)) fs.unlinkSync(path);
      } catch (error) {
        codeOrThrow(error);
      }
    }
  }
}

/** The start of the name of every temporary file for this credentials file, for any home. */
export function temporaryPrefix(path: string): string {
  return `.${basename(path)}.rk-`;
}

/** Empty if the folder cannot be listed. */
export function namesIn(folder: string, fs = thisMachine.fs): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    codeOrThrow(error);
    return [];
  }
}
