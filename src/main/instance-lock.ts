import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface LockHolder {
  readonly host: string;
  readonly pid: string;
  readonly lock: string;
}

/**
 * Returns the holder of the single-instance lock if it runs on another computer, because Chromium
 * then refuses the lock without a message (process_singleton_posix.cc). Returns null on Windows,
 * because the lock is not a file there.
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
