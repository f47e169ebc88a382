import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { Descriptor, removeQuietly } from '../files/descriptor.ts';
import { syncFolder } from '../files/durable-rename.ts';
import type { Machine } from '../machine.ts';

/**
 * Moves a file to a path that has no file, so that the result survives a power cut. Returns false
 * if there is a file at the path now, which the caller must replace, and throws the system's
 * errors.
 */
export async function addFile(
  from: string,
  to: string,
  inode: bigint,
  machine: Machine,
): Promise<boolean> {
  const { fs } = machine;
  // Some file systems report an existing file as missing, so only link(2) and O_EXCL are used,
  // which never replace a file.
  try {
    fs.linkSync(from, to);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    if (!isLinked(to, inode, machine)) {
      // The file system has no hard links (FAT, exFAT, some SMB servers).
      if (errorCode(error) !== 'EEXIST') addEmptyFile(to, machine);
      return false;
    }
  }
  // If the temporary file cannot be removed, the next write removes it.
  removeQuietly(from, fs);
  await syncFolder(dirname(to), machine);
  return true;
}

/**
 * Returns true if link(2) has created the link but reported an error. A network file system repeats
 * a request whose answer was lost, and the repeated request fails with EEXIST.
 */
function isLinked(path: string, inode: bigint, { fs }: Machine): boolean {
  try {
    return fs.lstatSync(path, { bigint: true }).ino === inode;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}

function addEmptyFile(path: string, machine: Machine): void {
  try {
    new Descriptor(path, 'wx', 0o600, machine).close();
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
