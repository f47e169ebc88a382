import type { Clock } from '../ports/clock.ts';

/** One timer. It calls at the earliest of the times that were set. */
export class Alarm {
  readonly #clock: Clock;
  readonly #call: () => void;
  #cancel: (() => void) | null = null;
  #at = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, call: () => void) {
    this.#clock = clock;
    this.#call = call;
  }

  /** Nothing changes if the alarm goes off earlier anyway. */
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
