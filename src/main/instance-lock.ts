import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface LockHolder {
  readonly host: string;
  readonly pid: string;
  readonly lock: string;
}

/**
 * Returns the holder of the single-instance lock if the holder runs on another computer. This is
 * possible if Rolekeeper's folder is on a network file system. Chromium then refuses the lock
 * without a message. Chromium replaces a lock only if the holder ran on this computer and has ended
 * (process_singleton_posix.cc).
 *
 * Always returns null on Windows, because the lock is not a file there.
 */
export function foreignLockHolder(folder: string): LockHolder | null {
  const lock = join(folder, 'SingletonLock');
  try {
    const [, host = '', pid = ''] = /^(.*)-(\d+)$/s.exec(readlinkSync(lock)) ?? [];
    return pid === '' || host === hostname() ? null : { host, pid, lock };
  } catch {
    return null;
  }
}
