import { basename, dirname, join } from 'node:path';
import { systemRandom } from '../hash-and-random.ts';
import { errorCode } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { Descriptor, isOwn, removeQuietly } from './descriptor.ts';
import { lastingRename } from './lasting-rename.ts';
import { setMode } from './set-mode.ts';
import { trustedFile } from './trusted-path.ts';

/**
 * Replaces a text file of Rolekeeper's, 0600, so that a reader or a power cut finds the old or the
 * new text complete. Follows a symbolic link only if no other user can change a part of its path;
 * the caller holds the file's lock, so leftovers of earlier writers are removed.
 *
 * No library: atomically 2.1.1 and write-file-atomic 8 use one call of write(2), which a nearly
 * full disk shortens without an error, and would rename the incomplete file.
 */
export async function replaceFile(
  path: string,
  text: string,
  machine = thisMachine,
): Promise<void> {
  const { fs } = machine;
  const target = trustedFile(path, machine);
  const folder = dirname(target);
  const prefix = `.${basename(target)}.rk-`;
  sweep(folder, prefix, machine);
  const temporary = join(folder, prefix + systemRandom.hex(6));
  try {
    const file = new Descriptor(temporary, 'wx', 0o600, { fs });
    try {
      file.write(Buffer.from(text, 'utf8'));
      setMode({ fd: file.fd, path: temporary }, 0o600, machine);
      await file.sync();
    } finally {
      file.close();
    }
    await lastingRename(temporary, target, { machine });
  } catch (error) {
    removeQuietly(temporary, fs);
    throw error;
  }
}

/** Best effort: skips folders, other users' files and files it cannot remove. */
function sweep(folder: string, prefix: string, machine: Machine): void {
  const { fs } = machine;
  for (const name of fs.readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    try {
      const found = fs.lstatSync(path);
      if (!found.isDirectory() && isOwn(found, machine)) fs.unlinkSync(path);
    } catch (error) {
      if (errorCode(error) === null) throw error;
    }
  }
}
