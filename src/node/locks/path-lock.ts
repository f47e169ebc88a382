import { join } from 'node:path';
import type { HeldLock } from '../../core/ports/role-locks.ts';
import type { Result } from '../../core/result.ts';
import { folded } from '../files/spelling.ts';
import { sha256 } from '../hash-and-random.ts';
import { LockFile } from './lock-file.ts';
import { WaitingLock, type LockDependencies } from './waiting-lock.ts';

/** Waits up to `waitMs`. Fails like `WaitingLock.acquire`. */
export type AcquireLock = (waitMs: number) => Promise<Result<HeldLock>>;

/**
 * The lock of one credentials file, by its resolved path in any spelling; held for milliseconds.
 * Create one per path and process, because it orders the waiters of its process.
 */
export function createPathLock(
  locksFolder: string,
  resolvedPath: string,
  dependencies: LockDependencies,
): AcquireLock {
  // Created on first use, because reading the file needs neither the lock nor the path's hash.
  let lock: WaitingLock | null = null;
  return (waitMs) => {
    lock ??= lockWithOpenFile(
      join(locksFolder, `${sha256(folded(resolvedPath)).slice(0, 16)}.lock`),
      'file',
      dependencies,
    );
    return lock.acquire(waitMs);
  };
}

/** The lock of settings.json. Lock order: settings, role, credentials file. */
export function createSettingsLock(
  locksFolder: string,
  dependencies: LockDependencies,
): AcquireLock {
  const lock = lockWithOpenFile(join(locksFolder, 'settings.lock'), 'settings', dependencies);
  return (waitMs) => lock.acquire(waitMs);
}

/** There are few of these locks and they are used often, so their files stay open. */
function lockWithOpenFile(
  file: string,
  what: 'file' | 'settings',
  dependencies: LockDependencies,
): WaitingLock {
  const lockFile = new LockFile(file);
  return new WaitingLock(file, what, dependencies, () => lockFile.try());
}
