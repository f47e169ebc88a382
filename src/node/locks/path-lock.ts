import { join } from 'node:path';
import type { HeldLock } from '../../core/ports/role-locks.ts';
import type { Result } from '../../core/result.ts';
import { foldCase } from '../files/spelling.ts';
import { sha256 } from '../hash-and-random.ts';
import { LockFile } from './lock-file.ts';
import { WaitingLock, type LockDependencies } from './waiting-lock.ts';

/** Acquires a lock and waits up to `waitMs`. Fails like `WaitingLock.acquire`. */
export type AcquireLock = (waitMs: number) => Promise<Result<HeldLock>>;

/**
 * Creates the lock of one file, such as a credentials file, which is the same for all spellings of
 * its resolved path. Create only one lock for each path in a process, because each lock has its own
 * queue of callers.
 */
export function createPathLock(
  locksFolder: string,
  resolvedPath: string,
  dependencies: LockDependencies,
): AcquireLock {
  // The lock is created on its first use, because reading the file needs neither the lock nor the
  // hash of the path.
  let lock: WaitingLock | null = null;
  return (waitMs) => {
    lock ??= lockWithOpenFile(
      join(locksFolder, `${sha256(foldCase(resolvedPath)).slice(0, 16)}.lock`),
      'file',
      dependencies,
    );
    return lock.acquire(waitMs);
  };
}

/**
 * Creates the lock of settings.json. A process that needs several locks takes them in this order:
 * settings, role, credentials file.
 */
export function createSettingsLock(
  locksFolder: string,
  dependencies: LockDependencies,
): AcquireLock {
  const lock = lockWithOpenFile(join(locksFolder, 'settings.lock'), 'settings', dependencies);
  return (waitMs) => lock.acquire(waitMs);
}

/**
 * Creates a lock whose file stays open, because there are few of these locks and they are used
 * often.
 */
function lockWithOpenFile(
  file: string,
  what: 'file' | 'settings',
  dependencies: LockDependencies,
): WaitingLock {
  const lockFile = new LockFile(file);
  return new WaitingLock(file, what, dependencies, () => lockFile.try());
}
