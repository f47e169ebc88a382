import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { Alarm } from './alarm.ts';
import { type Observation, sleepMs } from './decide.ts';
import type { Observer } from './observer.ts';

/**
 * Calls `onDue` with the time and the sessions whenever a session reaches a deadline. While a role
 * is on, calls it at least once a minute.
 */
export class Deadlines {
  readonly #clock: CorrectedClock;
  readonly #observer: Observer;
  readonly #onDue: (seen: Observation) => void;
  readonly #alarm: Alarm;
  #isPaused = false;

  constructor(clock: CorrectedClock, observer: Observer, onDue: (seen: Observation) => void) {
    this.#clock = clock;
    this.#observer = observer;
    this.#onDue = onDue;
    this.#alarm = new Alarm(clock, () => this.check());
  }

  /** Calls `onDue` now, and sets the alarm for the next deadline. */
  check(): void {
    if (this.#isPaused) return;
    const clock = this.#clock;
    const state = clock.hasJumped() ? 'jumped' : clock.isTrusted(null) ? 'trusted' : 'unknown';
    const sessions = this.#observer.sessions();
    this.#onDue({ kind: 'time', now: clock.now(), clock: state, sessions });
    this.plan();
  }

  /** Sets the alarm. Must be called when a deadline may have changed. */
  plan(): void {
    if (this.#isPaused) return;
    const sleep = sleepMs(this.#observer.sessions(), this.#clock.now());
    if (sleep !== null) this.#alarm.setIn(sleep);
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  pause(): void {
    this.#isPaused = true;
    this.#alarm.cancel();
  }

  resume(): void {
    this.#isPaused = false;
  }
}
