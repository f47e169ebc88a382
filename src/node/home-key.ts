import { rmSync } from 'node:fs';
import { createOwner, type Owner } from '../core/credentials-file/owner.ts';
import type { Hash } from '../core/ports/hash.ts';
import type { Records } from '../core/ports/records.ts';
import { createOnce } from './files/create-once.ts';
import { refusalIn } from './files/file-refused.ts';
import { MAX_BYTES } from './files/open-regular.ts';
import { readOwnFile } from './files/own-file.ts';
import { systemRandom } from './hash-and-random.ts';
import { errorCode } from './error-code.ts';
import { StateUnavailable } from './state/state-unavailable.ts';

const shape = /^[0-9a-f]{32}$/;

/**
 * Returns a function that reads this Rolekeeper folder's key, which signs the sections that
 * Rolekeeper writes, and creates the key if it is missing. The function throws `StateUnavailable`
 * if the key's file is not usable.
 */
export function createHomeKey(file: string): () => string {
  let key: string | null = null;
  return () => (key ??= withStateErrors(file, () => readKey(file) ?? createKey(file)));
}

/**
 * Returns an `Owner`, which recognises the sections that Rolekeeper wrote in the credentials file
 * at `path`.
 */
export function fileOwner(key: () => string, hash: Hash, records: Records, path: string): Owner {
  return createOwner({
    key,
    hash,
    isRecorded: (roleId, accessKeyId) => records.get(roleId, path)?.accessKeyId === accessKeyId,
  });
}

/**
 * Returns null if there is no file or if it contains no valid key. With a new key, only the session
 * records in `state.db` show which of the older sections belong to Rolekeeper.
 */
function readKey(file: string): string | null {
  try {
    const text = readOwnFile(file, MAX_BYTES.small).toString('utf8').trim();
    return shape.test(text) ? text : null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Creates the key. If several processes do this at once, the first one wins and the others use its
 * key.
 */
function createKey(file: string): string {
  const key = systemRandom.hex(16);
  if (createOnce(file, `${key}\n`)) return key;
  const made = readKey(file);
  if (made !== null) return made;
  rmSync(file, { force: true });
  return createKey(file);
}

function withStateErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StateUnavailable(file, refusalIn(error));
  }
}
