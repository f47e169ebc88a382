import type { Result } from '../result.ts';

/**
 * The longest wait for the lock of a role, a credentials file or the settings. After it, the caller
 * fails and names the process that has the lock.
 */
export const LOCK_WAIT_MS = 90_000;

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
