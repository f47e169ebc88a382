import type { Result } from '../result.ts';

/** A lock per role, for all processes. The kernel frees it when its holder ends. */
export interface RoleLocks {
  /**
   * Waits up to `waitMs` (0: one try), then fails with `lock-held`, which names the holder. Fails
   * at once with `lock-cycle` if a process that started this one holds the lock.
   */
  acquire(roleId: string, waitMs: number): Promise<Result<HeldLock>>;
}

export interface HeldLock {
  release(): void;
}
