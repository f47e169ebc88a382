import { constants, type Stats } from 'node:fs';
import { errorCode } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { Descriptor, isOwn } from './descriptor.ts';
import { FileRefused } from './file-refused.ts';
import { fileRefusal, trustedFolder } from './trusted-path.ts';

/**
 * Ensures that a path in a private folder is a regular file of this user with mode 0600, and throws
 * `FileRefused` and the system's errors. Does not open an existing file, because closing any
 * descriptor of a file releases SQLite's POSIX locks on it (sqlite.org/howtocorrupt.html, 2.2).
 */
export function ensurePrivateFile(path: string, machine = thisMachine): void {
  const { fs } = machine;
  const found = fs.lstatSync(path, { throwIfNoEntry: false }) ?? createOrStat(path, machine);
  refuseUnlessOurFile(path, found, machine);
  if (hasOtherMode(found.mode, 0o600, machine)) fs.chmodSync(path, 0o600);
}

/** Throws unless the file is a regular file of this user. */
export function refuseUnlessOurFile(path: string, found: Stats, machine = thisMachine): void {
  if (!found.isFile()) throw new FileRefused(path, 'not-a-file');
  refuseUnlessMine(path, found, machine);
}

/**
 * Does the same as `refuseUnlessOurFile`, but accepts a missing file. An example is the -wal file
 * of a database.
 */
export function refuseForeignFile(path: string): void {
  const found = thisMachine.fs.lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined) refuseUnlessOurFile(path, found);
}

/**
 * Creates the file, or returns the state of the file that another process created at the same
 * moment.
 */
function createOrStat(path: string, { fs }: Machine): Stats {
  try {
    fs.closeSync(fs.openSync(path, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return fs.lstatSync(path);
}

/**
 * Ensures that a folder exists, belongs to this user and has mode 0700. Returns its path, in which
 * followed links are resolved, and throws `FileRefused` and the system's errors.
 */
export function ensurePrivateFolder(
  path: string,
  links: 'followed' | 'refused',
  machine = thisMachine,
): string {
  const { fs } = machine;
  // `trustedFolder` checks the links of the path. A folder inside a private folder needs no check,
  // because no other user can put a link there.
  const folder = links === 'followed' ? trustedFolder(path, machine) : createFolder(path, machine);
  if (machine.user === null) {
    // Windows has no modes. The access list of the user's profile makes the folder private there.
    if (!fs.lstatSync(folder).isDirectory()) throw new FileRefused(path, 'not-a-folder');
    return folder;
  }
  const descriptor = openFolder(folder, machine);
  try {
    const found = descriptor.stat();
    refuseUnlessMine(folder, found, machine);
    if (hasOtherMode(found.mode, 0o700, machine)) fs.fchmodSync(descriptor.fd, 0o700);
    return folder;
  } finally {
    descriptor.close();
  }
}

function createFolder(path: string, { fs, user }: Machine): string {
  try {
    fs.mkdirSync(path, { mode: 0o700 });
    // An unusual umask can remove the owner's own permissions.
    if (user !== null) fs.chmodSync(path, 0o700);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return path;
}

/** Opens a folder. Refuses a file and a symbolic link. */
function openFolder(path: string, { fs }: Machine): Descriptor {
  try {
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
    return new Descriptor(path, flags, undefined, { fs });
  } catch (error) {
    const isOther = ['ENOTDIR', 'ELOOP'].includes(errorCode(error) ?? '');
    throw isOther ? new FileRefused(path, 'not-a-folder') : error;
  }
}

function refuseUnlessMine(
  path: string,
  found: { readonly uid: number | bigint; readonly mode: number | bigint },
  machine: Machine,
): void {
  if (!isOwn(found, machine)) throw fileRefusal(path, 'foreign-owner', found);
}

function hasOtherMode(present: number | bigint, wanted: number, { user }: Machine): boolean {
  return user !== null && (Number(present) & 0o777) !== wanted;
}
