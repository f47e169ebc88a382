import { basename, dirname, join } from 'node:path';
import { systemRandom } from '../hash-and-random.ts';
import { errorCode } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { Descriptor, isOwn, removeQuietly } from './descriptor.ts';
import { durableRename } from './durable-rename.ts';
import { setMode } from './set-mode.ts';
import { trustedFile } from './trusted-path.ts';

/** The maximum number of attempts, because another call can remove the temporary file. */
const MAX_ATTEMPTS = 5;

/**
 * Replaces a text file (mode 0600), so that a reader finds a complete text even after a power cut.
 * If two calls for one file run at the same time, one can remove the temporary file of the other,
 * which then writes again.
 */
export async function replaceFile(
  path: string,
  text: string,
  machine = thisMachine,
): Promise<void> {
  const target = trustedFile(path, machine);
  // Called only once, so that two calls do not remove each other's files again and again.
  sweep(target, machine);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeAndRename(target, text, machine);
      return;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function writeAndRename(target: string, text: string, machine: Machine): Promise<void> {
  const { fs } = machine;
  const temporary = join(dirname(target), prefixOf(target) + systemRandom.hex(6));
  // Uses no library, because atomically 2.1.1 and write-file-atomic 8 call write(2) only once and
  // could rename an incomplete file on a nearly full disk.
  try {
    const file = new Descriptor(temporary, 'wx', 0o600, { fs });
    try {
      file.write(Buffer.from(text, 'utf8'));
      setMode({ fd: file.fd, path: temporary }, 0o600, machine);
      await file.sync();
    } finally {
      file.close();
    }
    await durableRename(temporary, target, { machine });
  } catch (error) {
    removeQuietly(temporary, fs);
    throw error;
  }
}

/**
 * Removes temporary files that earlier writers left. Skips folders, other users' files, and files
 * that it cannot remove.
 */
function sweep(target: string, machine: Machine): void {
  const { fs } = machine;
  const [folder, prefix] = [dirname(target), prefixOf(target)];
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

/** Returns the start of the names of a file's temporary files. */
function prefixOf(target: string): string {
  return `.${basename(target)}.rk-`;
}
