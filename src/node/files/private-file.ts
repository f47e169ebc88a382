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
import { errorCode } from '../state/sqlite.ts';
import { Descriptor, isOwn } from './descriptor.ts';
import { FileRefused } from './file-refused.ts';
import { refused, trustedFolder } from './trusted-path.ts';

/**
 * Makes sure that a path in a private folder is a regular file of this user with mode 0600.
 * Never opens a file that exists, since closing any descriptor of a file drops the POSIX locks
 * that SQLite holds on it in this process (sqlite.org/howtocorrupt.html, 2.2). Looking and
 * changing by path is safe: `ensurePrivateFolder` lets nobody else into the folder.
 * Throws `FileRefused` and the system's errors.
 */
export function ensurePrivateFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false }) ?? made(path);
  refuseUnlessOurFile(path, found);
  if (hasOtherMode(found.mode, 0o600)) chmodSync(path, 0o600);
}

/** Throws unless it is a regular file of this user. */
export function refuseUnlessOurFile(path: string, found: Stats): void {
  if (!found.isFile()) throw new FileRefused(path, 'not-a-file');
  refuseUnlessMine(path, found);
}

/** The same for a file that need not exist, such as the log that SQLite replays. */
export function refuseOthersFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined) refuseUnlessOurFile(path, found);
}

/** Another process may make it at the same moment. */
function made(path: string): Stats {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return lstatSync(path);
}

/**
 * Makes sure of a folder of this user that nobody else may enter (0700), and returns its path
 * without links. `links`: whether the path may lead through symbolic links, which
 * `trustedPath` then checks; `refused` is for a folder inside such a folder.
 * Throws `FileRefused` and the system's errors.
 */
export function ensurePrivateFolder(path: string, links: 'followed' | 'refused'): string {
  const folder = links === 'followed' ? trustedFolder(path) : madeFolder(path);
  if (process.platform === 'win32') {
    // No modes: a user's profile is private by its ACL.
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
    // An odd umask may keep even us from opening it.
    if (process.platform !== 'win32') chmodSync(path, 0o700);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return path;
}

/** Neither a link nor anything else than a folder is opened. */
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
