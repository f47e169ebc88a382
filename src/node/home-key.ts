import { constants, fsyncSync, linkSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createOwner, type Owner } from '../core/credentials-file/owner.ts';
import type { Hash, Records } from '../core/ports.ts';
import { Descriptor, removeQuietly } from './files/descriptor.ts';
import { refusalIn } from './files/file-refused.ts';
import { MAX_BYTES } from './files/open-regular.ts';
import { readOwnFile } from './files/own-file.ts';
import { systemRandom } from './hash-and-random.ts';
import { errorCode } from './error-code.ts';
import { StateUnavailable } from './state/state-db.ts';

const shape = /^[0-9a-f]{32}$/;

/**
 * Returns a function that reads this home's signing key and creates it on first use. The key has
 * its own file, because `state.db` can be set aside; the function throws `StateUnavailable` if the
 * file is not usable.
 */
export function createHomeKey(file: string): () => string {
  let key: string | null = null;
  return () => (key ??= withStateErrors(file, () => keyIn(file) ?? madeKey(file)));
}

/** Recognises the sections that this home wrote in the credentials file at `path`. */
export function fileOwner(key: () => string, hash: Hash, records: Records, path: string): Owner {
  return createOwner({
    key,
    hash,
    isRecorded: (roleId, accessKeyId) => records.get(roleId, path)?.accessKeyId === accessKeyId,
  });
}

/**
 * Null if there is no file or no valid key in it; then the records decide which sections belong to
 * Rolekeeper.
 */
function keyIn(file: string): string | null {
  try {
    const text = readOwnFile(file, MAX_BYTES.small).toString('utf8').trim();
    return shape.test(text) ? text : null;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** If several processes create a key at once, the first one wins and the others use it. */
function madeKey(file: string): string {
  const key = systemRandom.hex(16);
  const temporary = join(dirname(file), `.home-key.rk-${systemRandom.hex(6)}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = new Descriptor(temporary, flags, 0o600);
  try {
    descriptor.write(Buffer.from(`${key}\n`));
    fsyncSync(descriptor.fd);
    return moveIntoPlace(temporary, file) ?? key;
  } finally {
    descriptor.close();
    removeQuietly(temporary);
  }
}

/**
 * Moves the new key into place. Returns the key of another process if that one was faster,
 * otherwise null.
 */
function moveIntoPlace(temporary: string, file: string): string | null {
  try {
    linkSync(temporary, file);
    return null;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const theirs = keyIn(file);
  if (theirs === null) renameSync(temporary, file);
  return theirs;
}

function withStateErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StateUnavailable(file, refusalIn(error));
  }
}
