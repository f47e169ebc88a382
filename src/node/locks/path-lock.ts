import { join } from 'node:path';
import type { HeldLock } from '../../core/ports.ts';
import type { Result } from '../../core/result.ts';
import { sha256 } from '../hash-and-random.ts';
import { LockFile } from './lock-file.ts';
import { WaitingLock, type LockSurroundings } from './waiting-lock.ts';

/** Waits up to `waitMs`; failures as of `WaitingLock.acquire`. */
export type AcquireLock = (waitMs: number) => Promise<Result<HeldLock>>;

/** The lock of one credentials file, by its resolved path. Held for milliseconds. One per path and process, since waiting is ordered within it. */
export function createPathLock(
  locksFolder: string,
  resolvedPath: string,
  surroundings: LockSurroundings,
): AcquireLock {
  // Made at its first use: a look at the file needs no lock, and no hash of its path.
  let lock: WaitingLock | null = null;
  return (waitMs) => {
    lock ??= often(
      join(locksFolder, `${sha256(resolvedPath).slice(0, 16)}.lock`),
      'file',
      surroundings,
    );
    return lock.acquire(waitMs);
  };
}

/** The lock of settings.json; before a role's and a file's in order. */
export function createSettingsLock(
  locksFolder: string,
  surroundings: LockSurroundings,
): AcquireLock {
  const lock = often(join(locksFolder, 'settings.lock'), 'settings', surroundings);
  return (waitMs) => lock.acquire(waitMs);
}

/** These are few, and taken at every turn: their files stay open. */
function often(
  file: string,
  what: 'file' | 'settings',
  surroundings: LockSurroundings,
): WaitingLock {
  const lockFile = new LockFile(file);
  return new WaitingLock(file, what, surroundings, () => lockFile.try());
}
