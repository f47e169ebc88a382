import type { Result } from '../result.ts';

/**
 * One lock per role for all processes. The system frees a lock when the process that has it ends.
 */
export interface RoleLocks {
  /**
   * Gets the lock, or fails after `waitMs` with `lock-held`, which names the process that has it; 0
   * means one try. Fails at once with `lock-cycle` if a process that started this one has the lock.
   */
  acquire(roleId: string, waitMs: number): Promise<Result<HeldLock>>;
}

export interface HeldLock {
  release(): void;
}
