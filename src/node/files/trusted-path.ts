import type { Stats } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { errorCode } from '../error-code.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { FileRefused } from './file-refused.ts';

/** Linux also follows at most 40 links. */
const MAX_LINKS = 40;
const STICKY = 0o1000;
/**
 * How often a missing folder is created again. Another process can remove it right after it was
 * created.
 */
const MAX_REPEATS = 10;

/** A path that contains no links and that no other user can redirect. */
export interface TrustedPath {
  readonly path: string;
  /** The first folder or file of the path that does not exist, or null if all parts exist. */
  readonly missing: string | null;
}

/**
 * Follows a path from the root, and throws `FileRefused` if another user could later make it lead
 * elsewhere. Another user could replace any entry of a folder that everyone can write, or their own
 * entry in a sticky folder like /tmp.
 */
export function trustedPath(given: string, machine = thisMachine): TrustedPath {
  const { user: me, fs } = machine;
  // Files on Windows have no owner number and mode.
  if (me === null) return withoutLinks(resolve(given), machine);
  let folder = '/';
  let remaining = partsOf(resolve(given));
  refuseShared(folder, fs.lstatSync(folder), me);
  let inSticky = false;
  for (let links = 0; ;) {
    const [name, ...rest] = remaining;
    if (name === undefined) return { path: folder, missing: null };
    const at = join(folder, name);
    const found = fs.lstatSync(at, { throwIfNoEntry: false });
    if (found === undefined) return { path: join(at, ...rest), missing: at };
    // For a process of root, every part must belong to root.
    if (me === 0 || inSticky) refuseForeign(at, found, me);
    inSticky = false;
    if (found.isSymbolicLink()) {
      links += 1;
      if (links > MAX_LINKS) throw new FileRefused(given, 'ELOOP');
      const target = fs.readlinkSync(at);
      if (isAbsolute(target)) folder = '/';
      remaining = [...partsOf(target), ...rest];
      continue;
    }
    if (found.isDirectory() && rest.length > 0) {
      refuseShared(at, found, me);
      inSticky = (found.mode & STICKY) !== 0;
    }
    folder = at;
    remaining = rest;
  }
}

/**
 * Returns the same path as `trustedPath`, and creates missing folders with mode 0700. Gives up
 * after some attempts, because on a dead FUSE or network mount a folder does not exist but cannot
 * be created either.
 */
export function trustedFolder(given: string, machine = thisMachine): string {
  let last: TrustedPath | null = null;
  for (let repeats = 0; ;) {
    const found = trustedPath(given, machine);
    if (found.missing === null) return found.path;
    repeats = found.missing === last?.missing ? repeats + 1 : 0;
    if (repeats > MAX_REPEATS) throw new FileRefused(found.missing, 'ENOENT');
    last = found;
    makeFolder(found.missing, machine);
  }
}

/** Returns the same path as `trustedPath`. The file may be missing, but its folder must exist. */
export function trustedFile(given: string, machine = thisMachine): string {
  const { path, missing } = trustedPath(given, machine);
  if (missing !== null && missing !== path) throw new FileRefused(missing, 'ENOENT');
  return path;
}

/** Refuses a part of a path that another user owns. Accepts a part that root owns. */
function refuseForeign(path: string, found: Pick<Stats, 'uid' | 'mode'>, me: number): void {
  if (found.uid !== me && found.uid !== 0) throw fileRefusal(path, 'foreign-owner', found);
}

/**
 * Refuses a folder whose entries another user could replace. If this process runs as root, only
 * root's group may write the folder.
 */
function refuseShared(path: string, found: Stats, me: number): void {
  if ((found.mode & STICKY) !== 0) return;
  const checksGroup = me === 0 && found.gid !== 0;
  const shared = checksGroup ? 0o022 : 0o002;
  if ((found.mode & shared) !== 0) throw fileRefusal(path, 'shared-folder', found);
}

export function fileRefusal(
  path: string,
  code: string,
  found: { readonly uid: number | bigint; readonly mode: number | bigint },
): FileRefused {
  const mode = (Number(found.mode) & 0o7777).toString(8).padStart(4, '0');
  return new FileRefused(path, code, { path, owner: Number(found.uid), mode });
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

function withoutLinks(path: string, machine: Machine): TrustedPath {
  const { fs } = machine;
  try {
    return { path: fs.realpathSync.native(path), missing: null };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    if (fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      return withoutLinks(resolve(dirname(path), fs.readlinkSync(path)), machine);
    }
    if (dirname(path) === path) throw error;
    const folder = withoutLinks(dirname(path), machine);
    const at = join(folder.path, basename(path));
    return { path: at, missing: folder.missing ?? at };
  }
}

/** Creates a folder. Does nothing if it exists, because the caller then checks it. */
function makeFolder(path: string, { fs }: Machine): void {
  try {
    fs.mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
