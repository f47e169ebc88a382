import { basename, dirname, join } from 'node:path';
import { isOwn } from '../files/descriptor.ts';
import { sha256, systemRandom } from '../hash-and-random.ts';
import { codeOrThrow } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';

/**
 * A temporary file of another computer or Rolekeeper folder is removed at this age. Its process may
 * still be writing a younger file.
 */
const FOREIGN_AGE_MS = 3_600_000;

/**
 * Names and removes temporary files in the credentials file's folder. In their names,
 * `.<file name>.rk-<hash>-<random>`, the hash identifies the computer, Rolekeeper's folder and the
 * file's path, because some file systems do not share locks between computers.
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
   * Removes temporary files that killed processes left, and ignores the system's errors. The caller
   * must hold the lock of the credentials file.
   */
  sweep(now: number): void {
    const { fs } = this.#machine;
    for (const name of namesIn(this.#folder, fs)) {
      if (!name.startsWith(this.#anyPrefix)) continue;
      const path = join(this.#folder, name);
      try {
        const found = fs.lstatSync(path);
        // A file with this hash exists only while its process holds the lock, and this process
        // holds the lock now.
        const isLeftover = name.startsWith(this.#ownPrefix) || now - found.mtimeMs > FOREIGN_AGE_MS;
        if (found.isFile() && isLeftover && isOwn(found, this.#machine)) fs.unlinkSync(path);
      } catch (error) {
        codeOrThrow(error);
      }
    }
  }
}

/**
 * Returns the prefix of every temporary file for this credentials file, from any computer and any
 * Rolekeeper folder.
 */
export function temporaryPrefix(path: string): string {
  return `.${basename(path)}.rk-`;
}

/** Returns the names in a folder, or an empty list if the folder cannot be listed. */
export function namesIn(folder: string, fs = thisMachine.fs): readonly string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    codeOrThrow(error);
    return [];
  }
}
