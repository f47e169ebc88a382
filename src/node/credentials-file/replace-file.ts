import { closeSync, constants, fsync, openSync, type BigIntStats } from 'node:fs';
import { mkdir, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../../core/ports.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { giveToOwnerOf } from '../files/private-file.ts';
import { codeOf, isUnchanged, statOf } from './opened-file.ts';
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
  if (original === null) await makeFolder(dirname(path));
  if (original !== null && original.stat.nlink > 1n) return writeInPlace(replacement, original);
  let stat: BigIntStats | null;
  try {
    stat = await writeTemporary(replacement);
    if (stat === null || !isUnchanged(path, original)) {
      await unlink(temporaryPath);
      return stat === null ? await writeInPlace(replacement, original) : ok(nothingDone);
    }
    await renameOver(replacement);
  } catch (error) {
    await unlink(temporaryPath).catch(() => undefined);
    if (original === null || !['EBUSY', 'EXDEV'].includes(codeOf(error))) throw error;
    return writeInPlace(replacement, original);
  }
  await syncFolder(dirname(path));
  return ok({ outcome: 'renamed', stat });
}

const nothingDone: Replaced = { outcome: 'changed', stat: null };

/** Null where the file cannot be given to its present owner. */
async function writeTemporary({ path, text, original, temporaryPath }: Replacement): Promise<BigIntStats | null> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const handle = await open(temporaryPath, flags, 0o600);
  try {
    await handle.writeFile(text, 'utf8');
    const made = statOf(handle);
    if (original === null) giveToOwnerOf(dirname(path), temporaryPath);
    else if (!(await keepOwnerAndMode(handle, made, original))) return null;
    await handle.sync();
    return made;
  } finally {
    await handle.close();
  }
}

async function keepOwnerAndMode(handle: FileHandle, made: BigIntStats, original: OpenedFile): Promise<boolean> {
  // Windows has neither; the profile's ACL is inherited.
  if (process.platform === 'win32') return true;
  const [owner, group] = [original.stat.uid, original.stat.gid];
  let mode = Number(original.stat.mode) & 0o777;
  if (made.uid !== owner || made.gid !== group) {
    const given = await handle.chown(Number(owner), Number(group)).then(
      () => true,
      () => false,
    );
    if (!given && made.uid !== owner) return false;
    // What the old group might do must not fall to another.
    if (!given) mode &= ~0o070;
  }
  if (mode !== (Number(made.mode) & 0o777) || made.uid !== owner) await handle.chmod(mode);
  return true;
}

/** Virus scanners and indexers hold a file open on Windows for a moment, and a rename is refused meanwhile. */
async function renameOver({ path, temporaryPath, original, clock }: Replacement): Promise<void> {
  const windows = process.platform === 'win32';
  if (windows) await original?.handle.close();
  for (let pauseMs = 10; ; pauseMs *= 2) {
    try {
      await rename(temporaryPath, path);
      return;
    } catch (error) {
      if (!windows || pauseMs > 4000 || !['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
    }
    await pause(clock, pauseMs);
  }
}

async function writeInPlace(
  { path, text, beforeInPlace }: Replacement,
  original: OpenedFile | null,
): Promise<Result<Replaced>> {
  const backedUp = await beforeInPlace();
  if (!backedUp.ok) return backedUp;
  const handle = await open(path, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    if (!isUnchanged(path, original)) return ok(nothingDone);
    const bytes = Buffer.from(text, 'utf8');
    for (let written = 0; written < bytes.length;) {
      written += (await handle.write(bytes, written, bytes.length - written, written)).bytesWritten;
    }
    await handle.truncate(bytes.length);
    await handle.sync();
    return ok({ outcome: 'in-place', stat: statOf(handle) });
  } finally {
    await handle.close();
  }
}

async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) giveToOwnerOf(dirname(made), made);
}

/** Makes the rename last; file systems that cannot sync a folder have nothing to sync. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(folder, constants.O_RDONLY);
    try {
      await promisify(fsync)(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    codeOf(error);
  }
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.wake(ms, resolve);
  });
}
