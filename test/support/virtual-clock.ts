import type { Clock } from '../../src/core/ports/clock.ts';

interface Wake {
  readonly due: number;
  readonly order: number;
  readonly call: () => void;
}

/**
 * A clock that a test controls: `advance` moves wall time and monotonic time together, `stepWall`
 * only wall time, like a set clock or a suspend. Due wakes run in order, and each settles before
 * the next.
 */
export class VirtualClock implements Clock {
  #wall: number;
  #monotonic = 0;
  #order = 0;
  #wakes: readonly Wake[] = [];
  /** Over all wakes so far. */
  shortestWakeMs = Number.POSITIVE_INFINITY;
  longestWakeMs = 0;
  readonly #settle: () => Promise<void>;

  /**
   * `settle` waits until all work waits for time. The default covers promises and immediates;
   * a test with real I/O needs its own.
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

  /** Moves both clocks by `ms`. */
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

  /** Advances time until `done`, for at most `withinMs`; true if `done` was reached. */
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
   * Moves the wall clock by `ms` (back if negative); monotonic time stays. A suspend looks the same
   * from inside.
   */
  stepWall(ms: number): void {
    this.#wall += ms;
  }

  /** Runs started work until it only waits for time, without moving time. */
  settle(): Promise<void> {
    return this.#settle();
  }

  /** Ms until each pending wake, nearest first. */
  pending(): readonly number[] {
    return this.#wakes.map((wake) => wake.due - this.#monotonic);
  }

  #passTo(monotonic: number): void {
    if (monotonic <= this.#monotonic) return;
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}

/** Some turns of the event loop; each runs every promise that needs no I/O. */
async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
