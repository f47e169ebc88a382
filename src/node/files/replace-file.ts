import { open, readdir, readlink, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { systemRandom } from '../hash-and-random.ts';
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
  const target = await resolved(path);
  const folder = dirname(target);
  const prefix = `.${basename(target)}.rk-`;
  for (const name of await readdir(folder)) if (name.startsWith(prefix)) await unlink(join(folder, name));
  const temporary = join(folder, prefix + systemRandom.hex(6));
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.chmod(0o600);
      await file.sync();
    } finally {
      await file.close();
    }
    giveToOwnerOf(folder, temporary);
    await lastingRename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Where a path leads, also a link whose target is yet to be made. */
async function resolved(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    const link = await readlink(path).catch(() => null);
    return link === null ? path : resolved(resolve(dirname(path), link));
  }
}
