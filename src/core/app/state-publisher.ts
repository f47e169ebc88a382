import type { AppState } from '../contract/app-state.ts';
import type { Clock } from '../ports/clock.ts';

/** The shortest time between two published states. The first state is published at once. */
const MIN_GAP_MS = 100;

/** Passes each new state to its listeners, and combines changes in quick succession. */
export class StatePublisher {
  readonly #clock: Clock;
  readonly #make: () => AppState;
  readonly #listeners = new Set<(state: AppState) => void>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, make: () => AppState) {
    this.#clock = clock;
    this.#make = make;
  }

  state(): AppState {
    return this.#make();
  }

  subscribe(listener: (state: AppState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#make());
    return () => {
      this.#listeners.delete(listener);
    };
  }

  onChange(): void {
    if (this.#listeners.size === 0 || this.#cancel !== null) return;
    const wait = this.#lastAt + MIN_GAP_MS - this.#clock.monotonic();
    this.#cancel = this.#clock.wake(Math.max(0, wait), () => {
      this.#publish();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#listeners.clear();
  }

  #publish(): void {
    this.#cancel = null;
    this.#lastAt = this.#clock.monotonic();
    const state = this.#make();
    for (const listener of this.#listeners) listener(state);
  }
}
