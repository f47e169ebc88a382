import { chmodSync, chownSync, closeSync, lstatSync, mkdirSync, openSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';

/** What stands at a path of ours and is not ours to use. Its code goes into failures. */
export class NotOurs extends Error {
  readonly code: 'foreign-owner' | 'not-a-file' | 'not-a-folder';

  constructor(path: string, code: NotOurs['code']) {
    super(`${path}: ${code}`);
    this.code = code;
  }
}

/**
 * Makes sure of an empty or existing regular file that only its owner may touch (0600). An existing one is never opened, since closing any
 * descriptor of a file drops the POSIX locks that SQLite holds on it in this process (sqlite.org/howtocorrupt.html, 2.2).
 * Throws `NotOurs` and the system's errors.
 */
export function ensurePrivateFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false }) ?? made(path);
  if (!found.isFile()) throw new NotOurs(path, 'not-a-file');
  refuseForeign(path, found);
  tighten(path, found, 0o600);
}

/** Another process may make it at the same moment. */
function made(path: string): Stats {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    giveToOwnerOf(dirname(path), path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return lstatSync(path);
}

/** Makes sure of a folder that only its owner may enter (0700). Throws `NotOurs` and the system's errors. */
export function ensurePrivateFolder(path: string, links: 'followed' | 'refused'): void {
  const parent = nearestFolder(path);
  const made = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (made !== undefined && parent !== null) giveToOwnerOf(parent, path);
  const found = links === 'followed' ? statSync(path) : lstatSync(path);
  if (!found.isDirectory()) throw new NotOurs(path, 'not-a-folder');
  refuseForeign(path, found);
  tighten(path, found, 0o700);
}

/** Under sudo what is made in a user's folder must stay that user's, or the next command without sudo is locked out. */
export function giveToOwnerOf(folder: string, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const owner = statSync(folder);
  if (owner.uid !== 0) chownSync(path, owner.uid, owner.gid);
}

function refuseForeign(path: string, found: Stats): void {
  const me = process.geteuid?.();
  if (me !== undefined && me !== 0 && found.uid !== me) throw new NotOurs(path, 'foreign-owner');
}

/** Also gives back what an odd umask took away. Windows has no modes: profiles are private by their ACL. */
function tighten(path: string, found: Stats, mode: number): void {
  if (process.platform !== 'win32' && (found.mode & 0o777) !== mode) chmodSync(path, mode);
}

function nearestFolder(path: string): string | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
    if (folder === dirname(folder)) return null;
  }
}
