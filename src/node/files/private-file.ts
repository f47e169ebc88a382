import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  type Stats,
} from 'node:fs';
import { errorCode } from '../error-code.ts';
import { Descriptor, isOwn } from './descriptor.ts';
import { FileRefused } from './file-refused.ts';
import { refused, trustedFolder } from './trusted-path.ts';

/**
 * Ensures that a path in a private folder is a regular file of this user with mode 0600. Never
 * opens an existing file, because closing any descriptor drops SQLite's POSIX locks on it
 * (sqlite.org/howtocorrupt.html, 2.2).
 *
 * Checking and changing by path is safe here: no other user can enter the folder
 * (`ensurePrivateFolder`). Throws `FileRefused` and the system's errors.
 */
export function ensurePrivateFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false }) ?? made(path);
  refuseUnlessOurFile(path, found);
  if (hasOtherMode(found.mode, 0o600)) chmodSync(path, 0o600);
}

/** Throws unless the file is a regular file of this user. */
export function refuseUnlessOurFile(path: string, found: Stats): void {
  if (!found.isFile()) throw new FileRefused(path, 'not-a-file');
  refuseUnlessMine(path, found);
}

/** The same for a file that can be missing, such as the log that SQLite replays. */
export function refuseOthersFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined) refuseUnlessOurFile(path, found);
}

/** Another process can create it at the same moment. */
function made(path: string): Stats {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return lstatSync(path);
}

/**
 * Ensures a folder of this user that no other user can enter (0700), and returns its path without
 * links. `followed` links are checked by `trustedPath`; use `refused` for a folder inside such a
 * folder. Throws `FileRefused` and the system's errors.
 */
export function ensurePrivateFolder(path: string, links: 'followed' | 'refused'): string {
  const folder = links === 'followed' ? trustedFolder(path) : madeFolder(path);
  if (process.platform === 'win32') {
    // Windows has no modes; the user profile's access list makes it private.
    if (!lstatSync(folder).isDirectory()) throw new FileRefused(path, 'not-a-folder');
    return folder;
  }
  const descriptor = openFolder(folder);
  try {
    const found = descriptor.stat();
    refuseUnlessMine(folder, found);
    if (hasOtherMode(found.mode, 0o700)) fchmodSync(descriptor.fd, 0o700);
    return folder;
  } finally {
    descriptor.close();
  }
}

function madeFolder(path: string): string {
  try {
    mkdirSync(path, { mode: 0o700 });
    // An unusual umask can remove the owner's own permissions.
    if (process.platform !== 'win32') chmodSync(path, 0o700);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return path;
}

/** Opens only a folder, and no symbolic link. */
function openFolder(path: string): Descriptor {
  try {
    return new Descriptor(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  } catch (error) {
    const isOther = ['ENOTDIR', 'ELOOP'].includes(errorCode(error) ?? '');
    throw isOther ? new FileRefused(path, 'not-a-folder') : error;
  }
}

function refuseUnlessMine(
  path: string,
  found: { readonly uid: number | bigint; readonly mode: number | bigint },
): void {
  if (!isOwn(found)) throw refused(path, 'foreign-owner', found);
}

function hasOtherMode(present: number | bigint, wanted: number): boolean {
  return process.platform !== 'win32' && (Number(present) & 0o777) !== wanted;
}
