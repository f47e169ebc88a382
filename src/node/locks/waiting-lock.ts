import { lstatSync, lutimesSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '../../core/ports/clock.ts';
import type { Random } from '../../core/ports/random.ts';
import type { HeldLock } from '../../core/ports/role-locks.ts';
import type { Result } from '../../core/result.ts';
import { failed, ok } from '../../core/result.ts';
import type { Failure } from '../../core/failure.ts';
import { refusalIn } from '../files/file-refused.ts';
import { tryLockFile } from './lock-file.ts';

/**
 * Records which process holds which lock, so that a failure can name the process. Only the kernel's
 * lock excludes other processes, so a wrong record does no harm.
 */
export interface LockHolders {
  register(lock: string, pid: number): void;
  clear(lock: string, pid: number): void;
  holderOf(lock: string): LockHolder | null;
}

export interface LockHolder {
  readonly pid: number;
  /** The computer or container that runs the process, or null if it is this one. */
  readonly host: string | null;
}

/** The dependencies that all locks of a process share. */
export interface LockDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly pid: number;
  /** The pids of the processes that started this one (`inheritedPids`). */
  readonly ancestors: readonly number[];
  readonly holders: LockHolders;
}

interface Waiter {
  readonly settle: (result: Result<HeldLock>) => void;
}

/** The limits of the pause between two tries. */
const MIN_PAUSE_MS = 20;
const MAX_PAUSE_MS = 200;
/**
 * How long this process pauses after a release if another process was waiting. Most waiting
 * processes try again within this time.
 */
const YIELD_MS = 120;
/** A lock that is held for longer than this is recorded with its holder. */
const RECORD_AFTER_MS = 200;

/**
 * A lock file with a queue: callers in one process get the lock in the order of their calls. Other
 * processes try again every 20 to 200 ms, because SQLite's own waiting would block them.
 */
export class WaitingLock {
  readonly #file: string;
  readonly #tryOnce: () => HeldLock | null;
  readonly #name: string;
  readonly #what: 'role' | 'file' | 'settings';
  readonly #dependencies: LockDependencies;
  #waiters: readonly Waiter[] = [];
  #heldHere = false;
  #takenAt = Number.POSITIVE_INFINITY;
  #tries = 0;
  #cancelPause: (() => void) | null = null;

  /** `tryOnce` tries once to lock the file, as `tryLockFile` does. */
  constructor(
    file: string,
    what: 'role' | 'file' | 'settings',
    dependencies: LockDependencies,
    tryOnce = () => tryLockFile(file),
  ) {
    this.#file = file;
    this.#tryOnce = tryOnce;
    this.#name = basename(file, '.lock');
    this.#what = what;
    this.#dependencies = dependencies;
  }

  /**
   * Waits up to `waitMs` for the lock, or tries once if `waitMs` is 0. Fails with:
   *
   * - `lock-held`, which names the holder
   * - `lock-cycle` if a process that started this one holds the lock
   * - `state-unavailable` if the file is not usable
   */
  acquire(waitMs: number): Promise<Result<HeldLock>> {
    if (waitMs <= 0)
      return Promise.resolve(
        this.#heldHere ? failed(this.#lockHeld(0)) : (this.#try() ?? failed(this.#lockHeld(0))),
      );
    return new Promise((resolve) => {
      const since = this.#dependencies.clock.monotonic();
      const waiter: Waiter = {
        settle: (result) => {
          cancel();
          resolve(result);
        },
      };
      const cancel = this.#dependencies.clock.wake(waitMs, () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        if (this.#waiters.length === 0) this.#stopPause();
        resolve(failed(this.#lockHeld(this.#dependencies.clock.monotonic() - since)));
      });
      this.#waiters = [...this.#waiters, waiter];
      if (this.#waiters.length === 1) this.#next();
    });
  }

  /**
   * Tries to lock the file for the caller that has waited longest. If another process is waiting,
   * pauses first.
   */
  #next(): void {
    if (this.#heldHere || this.#waiters.length === 0 || this.#cancelPause !== null) return;
    if (this.#othersWaited()) this.#pause(YIELD_MS);
    else this.#attempt();
  }

  #attempt(): void {
    const result = this.#try();
    if (result === null) {
      this.#tries += 1;
      const spread = Math.min(
        MAX_PAUSE_MS - MIN_PAUSE_MS,
        MIN_PAUSE_MS * 2 ** Math.min(this.#tries - 1, 10),
      );
      this.#pause(MIN_PAUSE_MS + this.#dependencies.random.fraction() * spread);
      return;
    }
    this.#tries = 0;
    const [first, ...rest] = this.#waiters;
    this.#waiters = rest;
    first?.settle(result);
    if (!result.ok) this.#next();
  }

  /**
   * Tries once to lock the file. Returns null if another process holds the lock and will release
   * it.
   */
  #try(): Result<HeldLock> | null {
    const { holders, ancestors } = this.#dependencies;
    let lock: HeldLock | null;
    try {
      lock = this.#tryOnce();
    } catch (error) {
      return failed({ kind: 'state-unavailable', file: this.#file, ...refusalIn(error) });
    }
    if (lock === null) {
      const holder = holders.holderOf(this.#name);
      if (holder?.host === null && ancestors.includes(holder.pid))
        return failed({ kind: 'lock-cycle', holderPid: holder.pid });
      this.#markWaiting();
      return null;
    }
    this.#heldHere = true;
    this.#takenAt = Date.now();
    return ok(this.#recorded(lock));
  }

  #recorded(lock: HeldLock): HeldLock {
    const { holders, pid, clock } = this.#dependencies;
    let released = false;
    let registered = false;
    // Most locks are held for milliseconds, so only longer ones are recorded.
    const cancel = clock.wake(RECORD_AFTER_MS, () => {
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
    this.#cancelPause = this.#dependencies.clock.wake(forMs, () => {
      this.#cancelPause = null;
      if (!this.#heldHere && this.#waiters.length > 0) this.#attempt();
    });
  }

  #stopPause(): void {
    this.#cancelPause?.();
    this.#cancelPause = null;
    this.#tries = 0;
  }

  /**
   * Sets the times of the file after a failed try. The process that has the lock reads them after
   * its release, and then pauses once, so that this process gets the lock.
   */
  #markWaiting(): void {
    // Adds one millisecond, so that the time differs from the time of the file's creation.
    const now = (Date.now() + 1) / 1000;
    try {
      lutimesSync(this.#file, now, now);
    } catch {
      // If the times cannot be set, the only effect is that this process may wait longer.
    }
  }

  /**
   * True if another process tried to lock the file while this process had the lock, and is probably
   * still waiting. A waiting process tries again within `MAX_PAUSE_MS`, so a process whose last try
   * is older has stopped waiting.
   */
  #othersWaited(): boolean {
    const touched = lstatSync(this.#file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return touched > this.#takenAt && Date.now() - touched <= MAX_PAUSE_MS;
  }

  /** Returns the failure `lock-held`, which names the holder. */
  #lockHeld(waitedMs: number): Failure {
    const { pid, holders } = this.#dependencies;
    const holder = this.#heldHere ? { pid, host: null } : holders.holderOf(this.#name);
    return {
      kind: 'lock-held',
      what: this.#what,
      holderPid: holder?.pid ?? null,
      holderHost: holder?.host ?? null,
      waitedMs: Math.round(waitedMs),
    };
  }
}
