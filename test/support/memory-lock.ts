import type { Clock } from '../../src/core/ports/clock.ts';
import type { HeldLock } from '../../src/core/ports/role-locks.ts';
import type { Result } from '../../src/core/result.ts';
import { failed, ok } from '../../src/core/result.ts';

interface Waiter {
  readonly pid: number;
  readonly turn: () => void;
}

/**
 * A lock that the processes of a `MemoryDisk` share. Processes get the lock in the order of their
 * requests.
 */
export class MemoryLock {
  holder: number | null = null;
  #waiters: readonly Waiter[] = [];
  #hold = 0;

  acquire(pid: number, waitMs: number, clock: Clock): Promise<Result<HeldLock>> {
    if (this.holder === null) return Promise.resolve(ok(this.#take(pid)));
    const refusal = (): Result<HeldLock> =>
      failed({
        kind: 'lock-held',
        what: 'role',
        holderPid: this.holder,
        holderHost: null,
        waitedMs: waitMs,
      });
    if (waitMs <= 0) return Promise.resolve(refusal());
    return new Promise((resolve) => {
      const waiter: Waiter = {
        pid,
        turn: () => {
          cancel();
          resolve(ok(this.#take(pid)));
        },
      };
      const cancel = clock.wake(waitMs, () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        resolve(refusal());
      });
      this.#waiters = [...this.#waiters, waiter];
    });
  }

  /** Releases the lock of a process that has died, or removes the process from the queue. */
  forget(pid: number): void {
    this.#waiters = this.#waiters.filter((waiter) => waiter.pid !== pid);
    if (this.holder === pid) this.#free();
  }

  #take(pid: number): HeldLock {
    this.holder = pid;
    this.#hold += 1;
    const hold = this.#hold;
    return {
      release: () => {
        if (this.holder !== null && this.#hold === hold) this.#free();
      },
    };
  }

  #free(): void {
    this.holder = null;
    const [next, ...rest] = this.#waiters;
    this.#waiters = rest;
    next?.turn();
  }
}
