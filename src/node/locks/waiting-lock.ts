import { lstatSync, lutimesSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock, HeldLock, Random } from '../../core/ports.ts';
import type { Result } from '../../core/result.ts';
import { failed, ok } from '../../core/result.ts';
import type { Failure } from '../../core/failure.ts';
import { refusalIn } from '../files/file-refused.ts';
import { tryLockFile } from './lock-file.ts';

/** Which process holds which lock, so that a failure can name it. Best effort: the kernel, not this, keeps others out. */
export interface LockHolders {
  register(lock: string, pid: number): void;
  clear(lock: string, pid: number): void;
  holderOf(lock: string): number | null;
}

/** What every lock of a process shares. */
export interface LockSurroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly pid: number;
  /** Pids of the processes that started this one (`inheritedPids`). */
  readonly ancestors: readonly number[];
  readonly holders: LockHolders;
}

interface Waiter {
  readonly since: number;
  readonly settle: (result: Result<HeldLock>) => void;
}

const shortestPauseMs = 20;
const longestPauseMs = 200;
/** How long a process that has just held the lock stands back where another was seen waiting: long enough for most of its tries. */
const standBackMs = 120;
/** A lock that is held longer gets its holder's name. */
const namedAfterMs = 30;

/**
 * A lock file that can be waited for. In this process first come, first served; between processes whoever tries first after a release, from a timer of
 * 20 to 200 ms, since SQLite's own waiting would stop the process. A try that fails touches the file's times (by name, never opening it): who held
 * the lock sees that somebody waits and lets it go by once, so that no process keeps the lock to itself.
 */
export class WaitingLock {
  readonly #file: string;
  readonly #tryOnce: () => HeldLock | null;
  readonly #name: string;
  readonly #what: 'role' | 'file' | 'settings';
  readonly #with: LockSurroundings;
  #waiters: readonly Waiter[] = [];
  #heldHere = false;
  #takenAt = Number.POSITIVE_INFINITY;
  #tries = 0;
  #cancelPause: (() => void) | null = null;

  /** `tried` takes the lock once, as `tryLockFile`. */
  constructor(
    file: string,
    what: 'role' | 'file' | 'settings',
    surroundings: LockSurroundings,
    tried = () => tryLockFile(file),
  ) {
    this.#file = file;
    this.#tryOnce = tried;
    this.#name = basename(file, '.lock');
    this.#what = what;
    this.#with = surroundings;
  }

  /**
   * Waits up to `waitMs` (0: one try). `lock-held` names the holder; `lock-cycle` at once where a process that started this one holds it;
   * `state-unavailable` where the file cannot be had at all.
   */
  acquire(waitMs: number): Promise<Result<HeldLock>> {
    if (waitMs <= 0)
      return Promise.resolve(
        this.#heldHere ? failed(this.#heldFor(0)) : (this.#try() ?? failed(this.#heldFor(0))),
      );
    return new Promise((resolve) => {
      const since = this.#with.clock.monotonic();
      const waiter: Waiter = {
        since,
        settle: (result) => {
          cancel();
          resolve(result);
        },
      };
      const cancel = this.#with.clock.wake(waitMs, () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        if (this.#waiters.length === 0) this.#stopPause();
        resolve(failed(this.#heldFor(this.#with.clock.monotonic() - since)));
      });
      this.#waiters = [...this.#waiters, waiter];
      if (this.#waiters.length === 1) this.#next();
    });
  }

  /** The first waiter's turn, now or after having stood back for another process. */
  #next(): void {
    if (this.#heldHere || this.#waiters.length === 0 || this.#cancelPause !== null) return;
    if (this.#othersWaited()) this.#pause(standBackMs);
    else this.#attempt();
  }

  #attempt(): void {
    const result = this.#try();
    if (result === null) {
      this.#tries += 1;
      const spread = Math.min(
        longestPauseMs - shortestPauseMs,
        shortestPauseMs * 2 ** Math.min(this.#tries - 1, 10),
      );
      this.#pause(shortestPauseMs + this.#with.random.fraction() * spread);
      return;
    }
    this.#tries = 0;
    const [first, ...rest] = this.#waiters;
    this.#waiters = rest;
    first?.settle(result);
    if (!result.ok) this.#next();
  }

  /** Null where another process holds it and may be waited for. */
  #try(): Result<HeldLock> | null {
    const { holders, ancestors } = this.#with;
    let lock: HeldLock | null;
    try {
      lock = this.#tryOnce();
    } catch (error) {
      return failed({ kind: 'state-unavailable', file: this.#file, ...refusalIn(error) });
    }
    if (lock === null) {
      const holder = holders.holderOf(this.#name);
      if (holder !== null && ancestors.includes(holder))
        return failed({ kind: 'lock-cycle', holderPid: holder });
      this.#showWaiting();
      return null;
    }
    this.#heldHere = true;
    this.#takenAt = Date.now();
    return ok(this.#held(lock));
  }

  #held(lock: HeldLock): HeldLock {
    const { holders, pid, clock } = this.#with;
    let released = false;
    let registered = false;
    // Most locks are held for milliseconds: who holds one is written down for those that are not.
    const cancel = clock.wake(namedAfterMs, () => {
      registered = true;
      holders.register(this.#name, pid);
    });
    return {
      release: () => {
        if (released) return;
        released = true;
        cancel();
        if (registered) holders.clear(this.#name, pid);
        lock.release();
        this.#heldHere = false;
        this.#next();
      },
    };
  }

  #pause(forMs: number): void {
    this.#cancelPause = this.#with.clock.wake(forMs, () => {
      this.#cancelPause = null;
      if (!this.#heldHere && this.#waiters.length > 0) this.#attempt();
    });
  }

  #stopPause(): void {
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#tries = 0;
  }

  #showWaiting(): void {
    // A millisecond on, since the file's making must not look like a touch, nor a touch like nothing.
    const now = (Date.now() + 1) / 1000;
    try {
      lutimesSync(this.#file, now, now);
    } catch {
      // A courtesy; without it the lock is merely less fair.
    }
  }

  /** Whether another process tried while this one held the lock, not longer ago than its longest pause. */
  #othersWaited(): boolean {
    const touched = lstatSync(this.#file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return touched > this.#takenAt && Date.now() - touched <= longestPauseMs;
  }

  #heldFor(waitedMs: number): Failure {
    const holderPid = this.#heldHere ? this.#with.pid : this.#with.holders.holderOf(this.#name);
    return { kind: 'lock-held', what: this.#what, holderPid, waitedMs: Math.round(waitedMs) };
  }
}
