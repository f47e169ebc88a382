import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '../../core/roles/role.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { createOnce } from '../files/create-once.ts';
import { isOwn } from '../files/descriptor.ts';
import { refusalIn } from '../files/file-refused.ts';
import { bytesOf, openRegular } from '../files/open-regular.ts';
import { ensurePrivateFolder } from '../files/private-file.ts';
import { fileRefusal } from '../files/trusted-path.ts';
import { errorCode } from '../error-code.ts';
import { systemRandom } from '../hash-and-random.ts';
import { thisMachine } from '../machine.ts';

const TOKEN_BYTES = 32;
const TOKEN = /^[0-9a-f]{64}$/;
const MAX_BYTES = 1000;

/**
 * Keeps the token of each role for the credentials endpoint in a file (mode 0600) whose path never
 * changes, so that a container can mount the file. Each request reads the file, so a user can
 * revoke a token by deleting its file.
 */
export class TokenFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Returns the path of the role's token file, and creates the file if it is missing or contains no
   * token. Fails with `state-unavailable` if the file or its folder cannot be used.
   */
  ensure(role: Pick<Role, 'id'>): Result<string> {
    const path = this.#pathOf(role);
    return this.#withFailures(path, () => {
      ensurePrivateFolder(this.#folder, 'refused');
      while (readToken(path) === null) {
        rmSync(path, { force: true });
        createOnce(path, systemRandom.hex(TOKEN_BYTES));
      }
      return path;
    });
  }

  /** Returns the role's token, or null if there is none or its file is refused. */
  tokenOf(role: Pick<Role, 'id'>): string | null {
    const path = this.#pathOf(role);
    const token = this.#withFailures(path, () => readToken(path));
    return token.ok ? token.value : null;
  }

  #pathOf({ id }: Pick<Role, 'id'>): string {
    return join(this.#folder, `${id}.token`);
  }

  #withFailures<T>(file: string, work: () => T): Result<T> {
    try {
      return ok(work());
    } catch (error) {
      return failed({ kind: 'state-unavailable', file, ...refusalIn(error) });
    }
  }
}

/**
 * Returns the token in a file, or null if there is no file or no token in it. Throws `FileRefused`
 * for a symbolic link, for a file of another user (`foreign-owner`), and for a file that other
 * users can read or write (`open-token`).
 */
function readToken(path: string): string | null {
  let opened;
  try {
    opened = openRegular(path, { links: 'refused', maxBytes: MAX_BYTES });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const { stat } = opened;
    if (!isOwn(stat)) throw fileRefusal(path, 'foreign-owner', stat);
    if (thisMachine.user !== null && (stat.mode & 0o077n) !== 0n)
      throw fileRefusal(path, 'open-token', stat);
    const text = bytesOf(opened, path, MAX_BYTES).toString('utf8');
    return TOKEN.test(text) ? text : null;
  } finally {
    opened.descriptor.close();
  }
}
