import { LOCK_WAIT_MS, type RoleLocks } from '../../ports/role-locks.ts';
import type { Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';

type RoleWork<T> = (role: Role, snapshot: AwsSnapshot) => Promise<Result<T>>;

/** Reads roles from the present settings, including roles that another process saved. */
export class RoleLookup {
  readonly #locks: RoleLocks;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;

  constructor(readSnapshot: () => Promise<Result<AwsSnapshot>>, locks: RoleLocks) {
    this.readSnapshot = readSnapshot;
    this.#locks = locks;
  }

  /** Calls `work` with the role. Fails with `role-unknown` if the settings do not have it. */
  async find<T>(roleId: string, work: RoleWork<T>): Promise<Result<T>> {
    const snapshot = await this.readSnapshot();
    if (!snapshot.ok) return snapshot;
    const role = snapshot.value.knownRole(roleId);
    return role.ok ? work(role.value, snapshot.value) : role;
  }

  /**
   * Locks the role, then calls `work` with it. Waits for a refresh of the role that runs now, which
   * could otherwise write its session to the old target profile.
   */
  async underLock<T>(roleId: string, work: RoleWork<T>): Promise<Result<T>> {
    const lock = await this.#locks.acquire(roleId, LOCK_WAIT_MS);
    if (!lock.ok) return lock;
    try {
      return await this.find(roleId, work);
    } finally {
      lock.value.release();
    }
  }
}
