import { fchmodSync, lstatSync, readdirSync, readlinkSync, realpathSync, unlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemRandom } from '../hash-and-random.ts';
import { Descriptor, removeQuietly } from './descriptor.ts';
import { lastingRename } from './lasting-rename.ts';
import { giveToOwnerOf } from './private-file.ts';
import { errorCode } from '../state/sqlite.ts';

/**
 * Replaces a text file of ours in one step, 0600: whoever reads it sees the old text or the new one, after a power cut too. A symbolic link stays, and
 * what it leads to is replaced. The caller holds the file's lock, so that what an earlier writer left behind is swept. Throws the system's errors.
 *
 * Not by a library: atomically 2.1.1 and write-file-atomic 8 write with one call of write(2), which a nearly full disk cuts short without an error, and
 * would put the cut file in the place of the whole one.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const target = resolved(path);
  const folder = dirname(target);
  const prefix = `.${basename(target)}.rk-`;
  for (const name of readdirSync(folder)) if (name.startsWith(prefix)) unlinkSync(join(folder, name));
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
    giveToOwnerOf(folder, temporary);
    await lastingRename(temporary, target);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

/** Where a path leads, also a link whose target is yet to be made. */
function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return isLink(path) ? resolved(resolve(dirname(path), readlinkSync(path))) : path;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
