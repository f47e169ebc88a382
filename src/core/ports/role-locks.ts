import type { Result } from '../result.ts';

/**
 * One lock per role for all processes. The system frees a lock when the process that has it ends.
 */
export interface RoleLocks {
  /**
   * Gets the lock, or fails with `lock-held` after `waitMs`. The failure names the process that has
   * the lock. If `waitMs` is 0, tries once. Fails at once with `lock-cycle` if a process that
   * started this one holds the lock.
   */
  acquire(roleId: string, waitMs: number): Promise<Result<HeldLock>>;
}

export interface HeldLock {
  release(): void;
}
