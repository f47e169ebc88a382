import type { Clock, SharedFacts } from '../ports.ts';

/** A wall clock that moves this much against the monotonic one was set, or the machine slept. */
const JUMP_MS = 2000;

/**
 * Our wall clock corrected to STS's, as measured from every answer. Deadlines are STS's times, so a wrong wall clock must not move them;
 * a measurement is worth nothing once the wall clock was set.
 */
export class CorrectedClock {
  readonly #clock: Clock;
  readonly #shared: SharedFacts;
  #offsetMs: number;
  #measuredAt: number | null;
  #trusted: boolean;
  /** When trust was lost, by the wall clock as it went on from there: an older measurement tells nothing. */
  #distrustedAt: number;
  /** Wall minus monotonic at the last look. */
  #drift: number;

  constructor(clock: Clock, shared: SharedFacts) {
    this.#clock = clock;
    this.#shared = shared;
    const known = shared.clockOffset();
    this.#offsetMs = known?.offsetMs ?? 0;
    this.#measuredAt = known?.measuredAt ?? null;
    this.#trusted = known !== null && clock.now() >= known.measuredAt;
    this.#distrustedAt = known === null ? Number.NEGATIVE_INFINITY : clock.now();
    this.#drift = clock.now() - clock.monotonic();
  }

  /** Epoch ms by STS's clock, as far as known. */
  now(): number {
    return this.#clock.now() + this.#offsetMs;
  }

  /** Ms that no one can set back. */
  monotonic(): number {
    return this.#clock.monotonic();
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  /**
   * False until STS's clock has been measured since the wall clock last jumped, the machine resumed, or time ran backwards: before the
   * measurement, or before `assumedAt` of a session. Nothing counts as fresh then.
   */
  isTrusted(assumedAt: number | null): boolean {
    this.#look();
    if (!this.#trusted) this.#believeOthers();
    return this.#trusted && (assumedAt === null || this.now() >= assumedAt - JUMP_MS);
  }

  /** Looks for a jump; true where there was one since the last look. */
  jumped(): boolean {
    return this.#look();
  }

  distrust(): void {
    this.#trusted = false;
    this.#distrustedAt = this.#clock.now();
  }

  /** From the Date of an answer of STS. */
  measured(offsetMs: number): void {
    this.#look();
    const measuredAt = this.#clock.now();
    // Date has whole seconds: a smaller change is noise, and writing it each time would wake every other process.
    const changed = Math.abs(offsetMs - this.#offsetMs) > JUMP_MS || !this.#trusted || this.#measuredAt === null;
    this.#trusted = true;
    if (!changed) return;
    this.#offsetMs = offsetMs;
    this.#measuredAt = measuredAt;
    this.#shared.rememberClockOffset({ offsetMs, measuredAt });
  }

  /** Of many processes that wait for one to assume a role, none need ask STS for the time again. */
  #believeOthers(): void {
    const known = this.#shared.clockOffset();
    if (known === null || known.measuredAt <= this.#distrustedAt || known.measuredAt > this.#clock.now()) return;
    this.#offsetMs = known.offsetMs;
    this.#measuredAt = known.measuredAt;
    this.#trusted = true;
  }

  #look(): boolean {
    const drift = this.#clock.now() - this.#clock.monotonic();
    const moved = Math.abs(drift - this.#drift) > JUMP_MS;
    this.#drift = drift;
    const backwards = this.#measuredAt !== null && this.#clock.now() < this.#measuredAt;
    if (moved || (backwards && this.#trusted)) this.distrust();
    return moved;
  }
}
