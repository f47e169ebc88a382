import { constants, fchmodSync, fchownSync, ftruncateSync, mkdirSync, unlinkSync, type BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../core/ports.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { Descriptor, removeQuietly } from '../files/descriptor.ts';
import { lastingRename } from '../files/lasting-rename.ts';
import { giveToOwnerOf } from '../files/private-file.ts';
import { codeOf, isUnchanged } from './opened-file.ts';
import type { OpenedFile } from './opened-file.ts';

export interface Replaced {
  /** `changed`: another wrote first, and nothing was done. */
  readonly outcome: 'renamed' | 'in-place' | 'changed';
  /** Of the new file, as it was left; null where nothing was done. */
  readonly stat: BigIntStats | null;
}

export interface Replacement {
  /** Resolved: no link stands here. */
  readonly path: string;
  readonly text: string;
  /** What was read there; null where there was no file. */
  readonly original: OpenedFile | null;
  readonly temporaryPath: string;
  readonly clock: Clock;
  /** Called before the file is written in place, which a crash could tear: its failure, where no backup can be had, is the answer. */
  readonly beforeInPlace: () => Promise<Result<null>>;
}

/**
 * Puts a text in a file's place so that every reader, and a process that is killed at any moment, finds the whole old or the whole new one: a temporary file
 * beside it, synced, renamed over it, the folder synced. Owner, group and mode stay; a new file is 0600, a new folder 0700. Where a rename would cut
 * a hard link, take the file from its owner or is refused as busy (a bind mount), the file is written in place. Throws the system's errors.
 */
export async function replaceFile(replacement: Replacement): Promise<Result<Replaced>> {
  const { path, original, temporaryPath } = replacement;
  if (original === null) makeFolder(dirname(path));
  if (original !== null && original.stat.nlink > 1n) return writeInPlace(replacement, original);
  let stat: BigIntStats | null;
  try {
    stat = await writeTemporary(replacement);
    if (stat === null || !isUnchanged(path, original)) {
      unlinkSync(temporaryPath);
      return stat === null ? await writeInPlace(replacement, original) : ok(nothingDone);
    }
    // Windows renames onto no file that is open.
    if (process.platform === 'win32') original?.descriptor.close();
    await lastingRename(temporaryPath, path);
  } catch (error) {
    removeQuietly(temporaryPath);
    if (original === null || !['EBUSY', 'EXDEV'].includes(codeOf(error))) throw error;
    return writeInPlace(replacement, original);
  }
  return ok({ outcome: 'renamed', stat });
}

const nothingDone: Replaced = { outcome: 'changed', stat: null };

/** Null where the file cannot be given to its present owner. */
async function writeTemporary({ path, text, original, temporaryPath }: Replacement): Promise<BigIntStats | null> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = new Descriptor(temporaryPath, flags, 0o600);
  try {
    descriptor.write(Buffer.from(text, 'utf8'));
    const made = descriptor.stat();
    if (original === null) giveToOwnerOf(dirname(path), temporaryPath);
    else if (!keepOwnerAndMode(descriptor, made, original)) return null;
    await descriptor.sync();
    return made;
  } finally {
    descriptor.close();
  }
}

function keepOwnerAndMode({ fd }: Descriptor, made: BigIntStats, original: OpenedFile): boolean {
  // Windows has neither; the profile's ACL is inherited.
  if (process.platform === 'win32') return true;
  const [owner, group] = [original.stat.uid, original.stat.gid];
  let mode = Number(original.stat.mode) & 0o777;
  if (made.uid !== owner || made.gid !== group) {
    const given = isGiven(fd, Number(owner), Number(group));
    if (!given && made.uid !== owner) return false;
    // What the old group might do must not fall to another.
    if (!given) mode &= ~0o070;
  }
  if (mode !== (Number(made.mode) & 0o777) || made.uid !== owner) fchmodSync(fd, mode);
  return true;
}

function isGiven(fd: number, owner: number, group: number): boolean {
  try {
    fchownSync(fd, owner, group);
    return true;
  } catch (error) {
    codeOf(error);
    return false;
  }
}

async function writeInPlace(
  { path, text, beforeInPlace }: Replacement,
  original: OpenedFile | null,
): Promise<Result<Replaced>> {
  const backedUp = await beforeInPlace();
  if (!backedUp.ok) return backedUp;
  const descriptor = new Descriptor(path, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    if (!isUnchanged(path, original)) return ok(nothingDone);
    const bytes = Buffer.from(text, 'utf8');
    descriptor.write(bytes);
    ftruncateSync(descriptor.fd, bytes.length);
    await descriptor.sync();
    return ok({ outcome: 'in-place', stat: descriptor.stat() });
  } finally {
    descriptor.close();
  }
}

function makeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) giveToOwnerOf(dirname(made), made);
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.wake(ms, resolve);
  });
}
