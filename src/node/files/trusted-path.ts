import { lstatSync, mkdirSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { errorCode } from '../state/sqlite.ts';
import { FileRefused } from './file-refused.ts';

/** As many as Linux follows. */
const MOST_LINKS = 40;
const STICKY = 0o1000;

/** A path without links in it, of which no other user can exchange a part. */
export interface TrustedPath {
  readonly path: string;
  /** The first folder or file on it that does not exist; null if all of it does. */
  readonly missing: string | null;
}

/**
 * Follows a path from the root and checks each folder before it looks into it, so that what it
 * finds stays as it is. Refuses a folder that everyone can write (unless it is sticky, as /tmp),
 * and what another user put into a sticky one. For root, every part must be root's own, and no
 * other group may write it. Throws `FileRefused` and the system's errors. Windows has neither
 * owners nor modes: the links are resolved.
 */
export function trustedPath(given: string): TrustedPath {
  const me = process.geteuid?.();
  if (me === undefined) return withoutLinks(resolve(given));
  let folder = '/';
  let left = partsOf(resolve(given));
  refuseShared(folder, lstatSync(folder), me);
  let inSticky = false;
  for (let links = 0; ;) {
    const [name, ...rest] = left;
    if (name === undefined) return { path: folder, missing: null };
    const at = join(folder, name);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (found === undefined) return { path: join(at, ...rest), missing: at };
    if (me === 0 || inSticky) refuseForeign(at, found, me);
    inSticky = false;
    if (found.isSymbolicLink()) {
      links += 1;
      if (links > MOST_LINKS) throw new FileRefused(given, 'ELOOP');
      const target = readlinkSync(at);
      if (isAbsolute(target)) folder = '/';
      left = [...partsOf(target), ...rest];
      continue;
    }
    if (found.isDirectory() && rest.length > 0) {
      refuseShared(at, found, me);
      inSticky = (found.mode & STICKY) !== 0;
    }
    folder = at;
    left = rest;
  }
}

/** As `trustedPath`, and makes the folders that are missing, 0700. */
export function trustedFolder(given: string): string {
  for (;;) {
    const { path, missing } = trustedPath(given);
    if (missing === null) return path;
    makeFolder(missing);
  }
}

/** As `trustedPath`, for a file that may be missing in a folder that exists. */
export function trustedFile(given: string): string {
  const { path, missing } = trustedPath(given);
  if (missing !== null && missing !== path) throw new FileRefused(missing, 'ENOENT');
  return path;
}

/** Refuses what belongs to neither this user nor root; for root, what is not root's. */
function refuseForeign(path: string, found: Pick<Stats, 'uid' | 'mode'>, me: number): void {
  if (found.uid !== me && found.uid !== 0) throw refused(path, 'foreign-owner', found);
}

/** Refuses a folder whose entries another user could exchange. */
function refuseShared(path: string, found: Stats, me: number): void {
  if ((found.mode & STICKY) !== 0) return;
  const groupCounts = me === 0 && found.gid !== 0;
  const shared = groupCounts ? 0o022 : 0o002;
  if ((found.mode & shared) !== 0) throw refused(path, 'shared-folder', found);
}

export function refused(
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

function withoutLinks(path: string): TrustedPath {
  try {
    return { path: realpathSync(path), missing: null };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      return withoutLinks(resolve(dirname(path), readlinkSync(path)));
    }
    const folder = withoutLinks(dirname(path));
    const at = join(folder.path, basename(path));
    return { path: at, missing: folder.missing ?? at };
  }
}

/** Another process may make it at the same moment; what it made is looked at again. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
