import { join } from 'node:path';
import type { RoleLocks } from '../../core/ports/role-locks.ts';
import { WaitingLock, type LockDependencies } from './waiting-lock.ts';

/**
 * Creates the locks of the roles, with one file for each role ID in `locks/`. A process takes a
 * role's lock before the STS call, and releases it after it has written the credentials file and
 * the session record.
 */
export function createRoleLocks(locksFolder: string, dependencies: LockDependencies): RoleLocks {
  const locks = new Map<string, WaitingLock>();
  return {
    acquire: (roleId, waitMs) => {
      // The ID is checked, because it can come from a comment in the credentials file, and other
      // programs can change the file.
      if (!/^[\w-]+$/.test(roleId)) throw new Error(`not a role ID: ${JSON.stringify(roleId)}`);
      const lock =
        locks.get(roleId) ??
        new WaitingLock(join(locksFolder, `${roleId}.lock`), 'role', dependencies);
      locks.set(roleId, lock);
      return lock.acquire(waitMs);
    },
  };
}
