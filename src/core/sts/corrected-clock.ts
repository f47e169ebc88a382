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
  readonly #corrected: () => void;
  #offsetMs: number;
  #measuredAt: number | null;
  #trusted: boolean;
  /** When the measurement was made that a jump has voided. */
  #voided: number | null = null;
  /** Wall minus monotonic at the last look. */
  #drift: number;

  /** `corrected` is told when STS's clock turns out to be another than was thought: what was planned by it means nothing. */
  constructor(clock: Clock, shared: SharedFacts, corrected: () => void) {
    this.#corrected = corrected;
    this.#clock = clock;
    this.#shared = shared;
    const known = shared.clockOffset();
    this.#offsetMs = known?.offsetMs ?? 0;
    this.#measuredAt = known?.measuredAt ?? null;
    this.#trusted = known !== null && clock.now() >= known.measuredAt;
    this.#voided = this.#trusted ? null : this.#measuredAt;
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
    // Of many processes that wait for one to assume a role, none need ask STS for the time again.
    if (!this.#trusted) this.learnFromOthers();
    return this.#trusted && (assumedAt === null || this.now() >= assumedAt - JUMP_MS);
  }

  /** Looks for a jump; true where there was one since the last look. */
  jumped(): boolean {
    return this.#look();
  }

  distrust(): void {
    this.#trusted = false;
    this.#voided = this.#shared.clockOffset()?.measuredAt ?? null;
  }

  /** From the Date of an answer of STS. */
  measured(offsetMs: number): void {
    this.#look();
    const measuredAt = this.#clock.now();
    // Date has whole seconds: a smaller change is noise, and writing it each time would wake every other process.
    const moved = Math.abs(offsetMs - this.#offsetMs) > JUMP_MS;
    const changed = moved || !this.#trusted || this.#measuredAt === null;
    this.#trusted = true;
    if (!changed) return;
    this.#offsetMs = offsetMs;
    this.#measuredAt = measuredAt;
    this.#shared.rememberClockOffset({ offsetMs, measuredAt });
    if (moved) this.#corrected();
  }

  /** Another process may have measured since; what it measured before our clock jumped is void. */
  learnFromOthers(): void {
    this.#look();
    const known = this.#shared.clockOffset();
    const news = known !== null && known.measuredAt !== this.#measuredAt && known.measuredAt !== this.#voided;
    if (!news || this.#clock.now() < known.measuredAt) return;
    const moved = Math.abs(known.offsetMs - this.#offsetMs) > JUMP_MS;
    this.#offsetMs = known.offsetMs;
    this.#measuredAt = known.measuredAt;
    this.#trusted = true;
    if (moved) this.#corrected();
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
