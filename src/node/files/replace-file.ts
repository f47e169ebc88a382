import { fchmodSync, lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemRandom } from '../hash-and-random.ts';
import { errorCode } from '../state/sqlite.ts';
import { Descriptor, isOwn, removeQuietly } from './descriptor.ts';
import { lastingRename } from './lasting-rename.ts';
import { trustedFile } from './trusted-path.ts';

/**
 * Replaces a text file of ours in one step, 0600: a reader finds the old text or the new one,
 * after a power cut too. A symbolic link stays, and the file that it leads to is replaced, unless
 * another user could exchange a part of its path. The caller holds the file's lock, so that what
 * an earlier writer left is swept. Throws `FileRefused` and the system's errors.
 *
 * Not by a library: atomically 2.1.1 and write-file-atomic 8 write with one call of write(2),
 * which a nearly full disk cuts short without an error, and would put the cut file in place.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = trustedFile(path);
  const folder = dirname(target);
  const prefix = `.${basename(target)}.rk-`;
  sweep(folder, prefix);
  const temporary = join(folder, prefix + systemRandom.hex(6));
  try {
    const file = new Descriptor(temporary, 'wx', 0o600);
    try {
      file.write(Buffer.from(text, 'utf8'));
      fchmodSync(file.fd, 0o600);
      await file.sync();
    } finally {
      file.close();
    }
    await lastingRename(temporary, target);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

/** Best effort: a folder, another user's file and what cannot be removed are in nobody's way. */
function sweep(folder: string, prefix: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    try {
      const found = lstatSync(path);
      if (!found.isDirectory() && isOwn(found)) unlinkSync(path);
    } catch (error) {
      if (errorCode(error) === null) throw error;
    }
  }
}
