import type { Clock } from '../ports/clock.ts';

/** A timer that calls a function once, at the earliest of the times that were set. */
export class Alarm {
  readonly #clock: Clock;
  readonly #call: () => void;
  #cancel: (() => void) | null = null;
  #at = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, call: () => void) {
    this.#clock = clock;
    this.#call = call;
  }

  /** Does nothing if an earlier time is already set. */
  setIn(ms: number): void {
    const at = this.#clock.monotonic() + ms;
    if (this.#cancel !== null && at >= this.#at) return;
    this.#cancel?.();
    this.#at = at;
    this.#cancel = this.#clock.wake(ms, () => {
      this.#cancel = null;
      this.#call();
    });
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
