import { constants, fsyncSync, linkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../error-code.ts';
import { systemRandom } from '../hash-and-random.ts';
import { Descriptor, removeQuietly } from './descriptor.ts';

/**
 * Creates a file (mode 0600) with this text, which other processes see complete or not at all.
 * Returns false if another process has already created the file, and throws the system's errors.
 */
export function createOnce(path: string, text: string): boolean {
  const temporary = join(dirname(path), `.${basename(path)}.rk-${systemRandom.hex(6)}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = new Descriptor(temporary, flags, 0o600);
  try {
    descriptor.write(Buffer.from(text));
    fsyncSync(descriptor.fd);
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    descriptor.close();
    removeQuietly(temporary);
  }
}
