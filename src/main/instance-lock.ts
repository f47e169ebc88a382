import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface LockHolder {
  readonly host: string;
  readonly pid: string;
  readonly lock: string;
}

/**
 * Returns the holder of the single-instance lock if it is on another computer, for example with a
 * home on a network file system. Chromium then refuses the lock without a message; it takes over
 * only a lock of this computer whose process has ended (process_singleton_posix.cc). Always null on
 * Windows, whose lock is not a file.
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
