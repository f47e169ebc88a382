import type { Clock } from '../../src/core/ports/clock.ts';

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly call: () => void;
}

/**
 * A clock that a test controls: `advance` moves wall time and monotonic time, `stepWall` moves only
 * wall time. Due timers run in order, each after the work of the previous one has settled.
 */
export class VirtualClock implements Clock {
  #wall: number;
  #monotonic = 0;
  #order = 0;
  #wakes: readonly Timer[] = [];
  /** The shortest and the longest wait that was requested so far, in ms. */
  shortestWakeMs = Number.POSITIVE_INFINITY;
  longestWakeMs = 0;
  readonly #settle: () => Promise<void>;

  /**
   * `settle` must wait until all work has ended or waits for a timer. The default covers promises
   * and immediates, but no real I/O.
   */
  constructor(
    startAt = Date.UTC(2026, 0, 5, 9, 0, 0),
    settle: () => Promise<void> = settlePromises,
  ) {
    this.#wall = startAt;
    this.#settle = settle;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  wake(afterMs: number, call: () => void): () => void {
    this.shortestWakeMs = Math.min(this.shortestWakeMs, afterMs);
    this.longestWakeMs = Math.max(this.longestWakeMs, afterMs);
    const wake = { due: this.#monotonic + (afterMs > 0 ? afterMs : 0), order: this.#order, call };
    this.#order += 1;
    this.#wakes = [...this.#wakes, wake].sort((a, b) => a.due - b.due || a.order - b.order);
    return () => {
      this.#wakes = this.#wakes.filter((other) => other !== wake);
    };
  }

  /** Moves wall time and monotonic time by `ms`. */
  async advance(ms: number): Promise<void> {
    const target = this.#monotonic + ms;
    await this.#settle();
    for (
      let next = this.#wakes[0];
      next !== undefined && next.due <= target;
      next = this.#wakes[0]
    ) {
      this.#passTo(next.due);
      this.#wakes = this.#wakes.slice(1);
      next.call();
      await this.#settle();
    }
    this.#passTo(target);
  }

  /**
   * Advances time until `done` returns true, but at most by `withinMs`. Returns false if `done`
   * never returned true.
   */
  async advanceUntil(done: () => boolean, withinMs: number): Promise<boolean> {
    const target = this.#monotonic + withinMs;
    await this.#settle();
    while (!done()) {
      const next = this.#wakes[0];
      if (next === undefined || next.due > target) {
        await this.advance(target - this.#monotonic);
        return done();
      }
      await this.advance(next.due - this.#monotonic);
    }
    return true;
  }

  /**
   * Moves only the wall clock, by `ms`, which can be negative. A process sees the same when the
   * computer wakes from suspend.
   */
  stepWall(ms: number): void {
    this.#wall += ms;
  }

  /** Waits until all work has ended or waits for a timer. Does not move the time. */
  settle(): Promise<void> {
    return this.#settle();
  }

  /** Returns the time until each pending timer in ms, in ascending order. */
  pending(): readonly number[] {
    return this.#wakes.map((wake) => wake.due - this.#monotonic);
  }

  #passTo(monotonic: number): void {
    if (monotonic <= this.#monotonic) return;
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}

/**
 * Lets the event loop turn three times, which runs all promises and immediates that need no I/O.
 */
async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
