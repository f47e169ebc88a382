import { join } from 'node:path';
import type { RoleLocks } from '../../core/ports/role-locks.ts';
import { WaitingLock, type LockDependencies } from './waiting-lock.ts';

/**
 * One lock file per role ID in `locks/`. The lock is held from before the STS call until the file
 * and the record are written.
 */
export function createRoleLocks(locksFolder: string, dependencies: LockDependencies): RoleLocks {
  const locks = new Map<string, WaitingLock>();
  return {
    acquire: (roleId, waitMs) => {
      // The ID can come from a mark in the file, which anyone can write.
      if (!/^[\w-]+$/.test(roleId)) throw new Error(`no role id: ${JSON.stringify(roleId)}`);
      const lock =
        locks.get(roleId) ??
        new WaitingLock(join(locksFolder, `${roleId}.lock`), 'role', dependencies);
      locks.set(roleId, lock);
      return lock.acquire(waitMs);
    },
  };
}
