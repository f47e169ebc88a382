import { dirname } from 'node:path';
import { errorCode } from '../error-code.ts';
import { Descriptor, removeQuietly } from '../files/descriptor.ts';
import { syncFolder } from '../files/lasting-rename.ts';
import type { Machine } from '../machine.ts';

/**
 * Moves a file to a path that has none, so that the result survives a power cut. Some file systems
 * report an existing file as missing, so no call here may replace one: link(2) and O_EXCL fail with
 * EEXIST.
 *
 * Returns false if a file exists already. If the file system has no hard links (FAT, exFAT, some
 * SMB servers), this adds an empty file and returns false, and the caller replaces the empty file.
 * Throws the system's errors.
 */
export async function addFile(
  from: string,
  to: string,
  inode: bigint,
  machine: Machine,
): Promise<boolean> {
  const { fs } = machine;
  try {
    fs.linkSync(from, to);
  } catch (error) {
    if (errorCode(error) === null) throw error;
    if (!isLinked(to, inode, machine)) {
      if (errorCode(error) !== 'EEXIST') addEmptyFile(to, machine);
      return false;
    }
  }
  // The next write removes a leftover.
  removeQuietly(from, fs);
  await syncFolder(dirname(to), machine);
  return true;
}

/**
 * Returns true if the link was made in spite of EEXIST: a network file system repeats a request
 * whose answer was lost.
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
