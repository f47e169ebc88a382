import { constants, type BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../core/ports/clock.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { awsBytes } from '../files/aws-text.ts';
import { mayHaveAccessList } from '../files/access-list.ts';
import { retryBriefRefusals } from '../files/brief-refusal.ts';
import { Descriptor, removeQuietly } from '../files/descriptor.ts';
import { MAX_BYTES } from '../files/open-regular.ts';
import { durableRename } from '../files/durable-rename.ts';
import { haveSameAccess } from '../files/windows-access.ts';
import { trustedFolder } from '../files/trusted-path.ts';
import { addFile } from './add-file.ts';
import { isAsRead, isUnchanged } from './opened-file.ts';
import { codeOrThrow } from '../error-code.ts';
import type { FileSystem, Machine } from '../machine.ts';
import { pause } from './pause.ts';
import type { OpenedFile } from './opened-file.ts';
import { isInterrupted, overwrite, type WriteJournal } from './write-journal.ts';

export interface Replaced {
  /** `changed`: nothing was written, because the path no longer leads to the file that was read. */
  readonly outcome: 'renamed' | 'in-place' | 'changed';
  /** The new file's state after the write, or null if nothing was written. */
  readonly stat: BigIntStats | null;
}

export interface Replacement {
  /** The resolved path, which is not a symbolic link. */
  readonly path: string;
  readonly text: string;
  /** The file as it was read, or null if there was none. */
  readonly original: OpenedFile | null;
  readonly temporaryPath: string;
  /**
   * True if the user wants in-place writes. A user needs them if the file is mounted elsewhere,
   * because a rename would not reach the mounted file.
   */
  readonly wantsInPlace: boolean;
  readonly journal: WriteJournal;
  readonly clock: Clock;
  readonly machine: Machine;
  /**
   * Makes a backup before an in-place write, because a crash could interrupt the write. If the
   * backup fails, nothing is written.
   */
  readonly beforeInPlace: () => Promise<Result<null>>;
}

/**
 * Replaces the file with a temporary file, so that readers find a complete text even after a crash,
 * and throws the system's errors. Writes in place instead if the user wants it, or if a rename
 * would break a hard link, is refused (a bind mount), or could change who can use the file.
 */
export async function replaceCredentialsFile(replacement: Replacement): Promise<Result<Replaced>> {
  const { path, original, temporaryPath, machine } = replacement;
  if (original === null) trustedFolder(dirname(path), machine);
  else if (original.stat.nlink > 1n || replacement.wantsInPlace)
    return writeInPlace(replacement, original);
  let stat: BigIntStats | null;
  try {
    stat = await writeTemporary(replacement);
    const isMoved = stat !== null && (await moveToPath(replacement, stat));
    if (!isMoved) {
      machine.fs.unlinkSync(temporaryPath);
      return stat === null && original !== null
        ? await writeInPlace(replacement, original)
        : ok(nothingDone);
    }
  } catch (error) {
    removeQuietly(temporaryPath, machine.fs);
    if (original === null || !['EBUSY', 'EXDEV'].includes(codeOrThrow(error))) throw error;
    return writeInPlace(replacement, original);
  }
  return ok({ outcome: 'renamed', stat });
}

/**
 * Moves the temporary file to the path. Returns false if the path no longer leads to the file that
 * was read, or if a file appeared at a path that had none.
 */
async function moveToPath(
  { path, original, temporaryPath, machine, clock }: Replacement,
  { ino }: BigIntStats,
): Promise<boolean> {
  if (original === null) return addFile(temporaryPath, path, ino, machine);
  // Windows does not rename over an open file.
  if (machine.system === 'win32') original.descriptor.close();
  return durableRename(temporaryPath, path, {
    mayReplace: () => isUnchanged(path, original, machine),
    machine,
    pause: (ms) => pause(clock, ms),
  });
}

const nothingDone: Replaced = { outcome: 'changed', stat: null };

/**
 * Writes the temporary file, with the group and mode of the original or with mode 0600, and returns
 * its state. Returns null if the file cannot get the same access rights as the original.
 */
async function writeTemporary({
  path,
  text,
  original,
  temporaryPath,
  machine,
}: Replacement): Promise<BigIntStats | null> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const descriptor = new Descriptor(temporaryPath, flags, 0o600, machine);
  try {
    const newStat = descriptor.stat();
    if (original !== null && machine.system === 'win32') {
      if (!(await haveSameAccess(path, temporaryPath, machine))) return null;
    } else if (original !== null) {
      // The new file can inherit an access list from its folder, and group permissions would
      // activate the list.
      const groupHasRights = (original.stat.mode & 0o070n) !== 0n;
      if (groupHasRights && (await mayHaveAccessList([path, temporaryPath], machine))) return null;
      if (!keepGroupAndMode(descriptor, newStat, original.stat, machine.fs)) return null;
    }
    descriptor.write(awsBytes({ text, encoding: original?.encoding ?? 'utf-8' }));
    await descriptor.sync();
    return descriptor.stat();
  } finally {
    descriptor.close();
  }
}

/**
 * Gives the new file the group and the mode of the original, whose owner `refuseUnwritable` has
 * checked. Returns false if the group cannot be set but the mode has group permissions.
 */
function keepGroupAndMode(
  { fd }: Descriptor,
  newStat: BigIntStats,
  stat: BigIntStats,
  fs: FileSystem,
): boolean {
  const mode = Number(stat.mode) & 0o777;
  const isGroupKept = newStat.gid === stat.gid || trySetGroup(fd, newStat, stat, fs);
  if (!isGroupKept && (mode & 0o070) !== 0) return false;
  if (mode !== (Number(newStat.mode) & 0o777)) fs.fchmodSync(fd, mode);
  return true;
}

/** Gives the file the group of the original. Returns false if the system refuses. */
function trySetGroup(
  fd: number,
  newStat: BigIntStats,
  { gid }: BigIntStats,
  fs: FileSystem,
): boolean {
  try {
    fs.fchownSync(fd, Number(newStat.uid), Number(gid));
    return true;
  } catch (error) {
    codeOrThrow(error);
    return false;
  }
}

/**
 * Overwrites the content of the file, and restores the old text after an error. After a crash, the
 * next update finishes the write from the journal.
 */
async function writeInPlace(
  { path, text, journal, beforeInPlace, machine, clock }: Replacement,
  original: OpenedFile,
): Promise<Result<Replaced>> {
  const backedUp = await beforeInPlace();
  if (!backedUp.ok) return backedUp;
  const { O_RDWR, O_NOFOLLOW, O_NONBLOCK } = constants;
  const { fs } = machine;
  const retry = { machine, pause: (ms: number) => pause(clock, ms), maxPauseMs: 640 };
  const descriptor = await retryBriefRefusals(
    path,
    retry,
    () => new Descriptor(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK, undefined, { fs }),
  );
  try {
    // Checks the open file, because the path can lead to another file by now.
    const found = descriptor.stat();
    if (!isAsRead(found, original)) return ok(nothingDone);
    const before = awsBytes(original);
    const after = awsBytes({ text, encoding: original.encoding });
    await journal.begin(found.ino, before, after);
    // Another process may have written while the journal was synced.
    const isStillRead = isAsRead(descriptor.stat(), original);
    if (isStillRead) await overwriteOrRestore(descriptor, after, before, fs);
    journal.end();
    return ok(isStillRead ? { outcome: 'in-place', stat: descriptor.stat() } : nothingDone);
  } finally {
    descriptor.close();
  }
}

/**
 * Overwrites the content of the file. After an error, such as a full disk, restores the old text
 * (unless another process wrote meanwhile) and throws the error, so that the journal remains.
 */
async function overwriteOrRestore(
  descriptor: Descriptor,
  after: Buffer,
  before: Buffer,
  fs: FileSystem,
): Promise<void> {
  try {
    await overwrite(descriptor, after, fs);
  } catch (error) {
    const present = descriptor.bytes(after.length, MAX_BYTES.awsFile);
    const isOurs =
      present !== null && (present.equals(after) || isInterrupted(present, before, after));
    if (isOurs) await overwrite(descriptor, before, fs);
    throw error;
  }
}
