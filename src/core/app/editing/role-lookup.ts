import type { RoleLocks } from '../../ports/role-locks.ts';
import type { Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';

/**
 * How long a change waits for a running refresh. Without waiting, the refresh could write to the
 * old target, or its session could get lost.
 */
const LOCK_WAIT_MS = 90_000;

type RoleWork<T> = (role: Role, snapshot: AwsSnapshot) => Promise<Result<T>>;

/** The roles of the settings as they are now, including those that another process saved. */
export class RoleLookup {
  readonly #locks: RoleLocks;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;

  constructor(readSnapshot: () => Promise<Result<AwsSnapshot>>, locks: RoleLocks) {
    this.readSnapshot = readSnapshot;
    this.#locks = locks;
  }

  /** Fails with `role-unknown` if the settings do not have the role. */
  async find<T>(roleId: string, work: RoleWork<T>): Promise<Result<T>> {
    const snapshot = await this.readSnapshot();
    if (!snapshot.ok) return snapshot;
    const role = snapshot.value.knownRole(roleId);
    return role.ok ? work(role.value, snapshot.value) : role;
  }

  /** Finds the role under its lock, and keeps the lock until the work has ended. */
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
