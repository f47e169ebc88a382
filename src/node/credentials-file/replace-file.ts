import { constants, fchmodSync, fchownSync, unlinkSync, type BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../core/ports.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { awsBytes } from '../files/aws-text.ts';
import { mayHaveAccessList } from '../files/access-list.ts';
import { Descriptor, removeQuietly } from '../files/descriptor.ts';
import { lastingRename } from '../files/lasting-rename.ts';
import { trustedFolder } from '../files/trusted-path.ts';
import { codeOf, isAsRead, isUnchanged } from './opened-file.ts';
import type { OpenedFile } from './opened-file.ts';
import { overwrite, type WriteJournal } from './write-journal.ts';

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
  /** The person wants it written in place, since a rename cuts a mounted file off. */
  readonly wantsInPlace: boolean;
  readonly journal: WriteJournal;
  readonly clock: Clock;
  /** Called before the file is written in place, which a crash could tear: its failure, where no backup can be had, is the answer. */
  readonly beforeInPlace: () => Promise<Result<null>>;
}

/**
 * Puts a text in a file's place so that every reader, and a process that is killed at any moment,
 * finds the whole old or the whole new one: a temporary file beside it, synced, renamed over it,
 * the folder synced. Owner, group and mode stay; a new file is 0600, a new folder 0700. The file
 * is written in place if a rename would cut a hard link, is refused as busy (a bind mount), could
 * lose or widen an access list, or if the person wants it. Throws the system's errors.
 */
export async function replaceFile(replacement: Replacement): Promise<Result<Replaced>> {
  const { path, original, temporaryPath } = replacement;
  if (original === null) trustedFolder(dirname(path));
  else if (original.stat.nlink > 1n || replacement.wantsInPlace)
    return writeInPlace(replacement, original);
  let stat: BigIntStats | null;
  try {
    stat = await writeTemporary(replacement);
    if (stat === null || !isUnchanged(path, original)) {
      unlinkSync(temporaryPath);
      return stat === null && original !== null
        ? await writeInPlace(replacement, original)
        : ok(nothingDone);
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

/** Null if a new file would not have the same access list. */
async function writeTemporary({
  path,
  text,
  original,
  temporaryPath,
}: Replacement): Promise<BigIntStats | null> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = new Descriptor(temporaryPath, flags, 0o600);
  try {
    const made = descriptor.stat();
    if (original !== null && process.platform !== 'win32') {
      // The folder may give an access list to the new file, which the mode would wake.
      const groupHasRights = (original.stat.mode & 0o070n) !== 0n;
      if (groupHasRights && (await mayHaveAccessList([path, temporaryPath]))) return null;
      if (!keepGroupAndMode(descriptor, made, original.stat)) return null;
    }
    descriptor.write(awsBytes({ text, encoding: original?.encoding ?? 'utf-8' }));
    await descriptor.sync();
    return descriptor.stat();
  } finally {
    descriptor.close();
  }
}

/** The owner is this user (`refuseUnwritable`). False if the group cannot be given its rights. */
function keepGroupAndMode({ fd }: Descriptor, made: BigIntStats, stat: BigIntStats): boolean {
  const mode = Number(stat.mode) & 0o777;
  const isGroupKept = made.gid === stat.gid || isGroupGiven(fd, made, stat);
  if (!isGroupKept && (mode & 0o070) !== 0) return false;
  if (mode !== (Number(made.mode) & 0o777)) fchmodSync(fd, mode);
  return true;
}

function isGroupGiven(fd: number, made: BigIntStats, { gid }: BigIntStats): boolean {
  try {
    fchownSync(fd, Number(made.uid), Number(gid));
    return true;
  } catch (error) {
    codeOf(error);
    return false;
  }
}

/** A crash in it is finished by the journal. An error puts the old text back. */
async function writeInPlace(
  { path, text, journal, beforeInPlace }: Replacement,
  original: OpenedFile,
): Promise<Result<Replaced>> {
  const backedUp = await beforeInPlace();
  if (!backedUp.ok) return backedUp;
  const { O_WRONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const descriptor = new Descriptor(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    // By descriptor: the path may lead elsewhere by now.
    const found = descriptor.stat();
    if (!isAsRead(found, original)) return ok(nothingDone);
    const before = awsBytes(original);
    const after = awsBytes({ text, encoding: original.encoding });
    await journal.begin(found.ino, before, after);
    // The journal took its time: another may have written.
    const isStillRead = isAsRead(descriptor.stat(), original);
    if (isStillRead) await overwriteOrRestore(descriptor, after, before);
    journal.end();
    return ok(isStillRead ? { outcome: 'in-place', stat: descriptor.stat() } : nothingDone);
  } finally {
    descriptor.close();
  }
}

/** A full disk must not leave half of each. If the old text cannot be put back, the journal stays. */
async function overwriteOrRestore(
  descriptor: Descriptor,
  after: Buffer,
  before: Buffer,
): Promise<void> {
  try {
    await overwrite(descriptor, after);
  } catch (error) {
    await overwrite(descriptor, before);
    throw error;
  }
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.wake(ms, resolve);
  });
}
