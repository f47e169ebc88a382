import { Listeners } from '../listeners.ts';
import type { Clock, SharedFacts } from '../ports.ts';
import { AWS_CLOCK } from '../aws-config/sts-clock-name.ts';

/** A wall clock that moves this much against the monotonic one was set, or the machine slept. */
const JUMP_MS = 2000;

/** What is known of one STS's clock. */
interface Measured {
  readonly offsetMs: number;
  readonly measuredAt: number;
  /** The wall clock as it was when the offset last moved: sessions from before are not timed by it. */
  readonly since: number;
  /** False from a jump of the wall clock until the next measurement. */
  readonly trusted: boolean;
}

/**
 * Our wall clock corrected to STS's, as measured from every answer. Deadlines are STS's times, so a
 * wrong wall clock must not move them; a measurement is worth nothing once the wall clock was set.
 * Each server has its own offset. One clock times every role: see `timingClock` and ADR 0022.
 */
export class CorrectedClock implements Clock {
  readonly #clock: Clock;
  readonly #shared: SharedFacts;
  readonly #corrected = new Listeners();
  #timing = AWS_CLOCK;
  readonly #known = new Map<string, Measured>();
  /** When the measurement of the timing clock was made that a jump has voided. */
  #voided: number | null = null;
  /** Wall minus monotonic at the last look. */
  #drift: number;

  constructor(clock: Clock, shared: SharedFacts) {
    this.#clock = clock;
    this.#shared = shared;
    this.#recall(AWS_CLOCK);
    const known = this.#known.get(AWS_CLOCK);
    this.#voided = known?.trusted === false ? known.measuredAt : null;
    this.#drift = clock.now() - clock.monotonic();
  }

  /** Calls the listener after the time has changed: deadlines planned before are wrong. */
  onCorrected(listener: () => void): () => void {
    return this.#corrected.add(listener);
  }

  /** Times every role by this server's clock from now on. */
  timeBy(name: string): void {
    if (name === this.#timing) return;
    const before = this.offsetMs;
    this.#timing = name;
    this.#recall(name);
    this.#voided = null;
    if (Math.abs(this.offsetMs - before) > JUMP_MS) this.#corrected.call();
  }

  /** The clock that times every role. */
  get timing(): string {
    return this.#timing;
  }

  /** Epoch ms by the timing clock, as far as known. */
  now(): number {
    return this.#clock.now() + this.offsetMs;
  }

  /** Milliseconds that nobody can set back. */
  monotonic(): number {
    return this.#clock.monotonic();
  }

  wake(afterMs: number, call: () => void): () => void {
    return this.#clock.wake(afterMs, call);
  }

  get offsetMs(): number {
    return this.#known.get(this.#timing)?.offsetMs ?? 0;
  }

  /** That server's clock minus ours, for signatures; the timing clock's if it has not been measured. */
  offsetOf(name: string): number {
    this.#recall(name);
    return this.#known.get(name)?.offsetMs ?? this.offsetMs;
  }

  /**
   * False until STS's clock has been measured since the wall clock last jumped, the machine resumed,
   * or time ran backwards: before the measurement, or before `assumedAt` of a session. Nothing counts
   * as fresh then. A role of another server is also trusted by that server's measurement, unless its
   * session is from before the wall clock was set.
   */
  isTrusted(assumedAt: number | null, name: string = this.#timing): boolean {
    this.#look();
    // Of many processes that wait for one to assume a role, none need ask STS for the time again.
    if (this.#known.get(this.#timing)?.trusted !== true) this.learnFromOthers();
    const isOrdered = assumedAt === null || this.now() >= assumedAt - JUMP_MS;
    if (this.#known.get(this.#timing)?.trusted === true) return isOrdered;
    if (name === this.#timing || name === AWS_CLOCK) return false;
    this.#recall(name);
    const own = this.#known.get(name);
    return (
      own?.trusted === true &&
      isOrdered &&
      (assumedAt === null || assumedAt - this.offsetMs >= own.since)
    );
  }

  /** Looks for a jump; true if there was one since the last look. */
  jumped(): boolean {
    return this.#look();
  }

  distrust(): void {
    for (const [name, known] of this.#known) this.#known.set(name, { ...known, trusted: false });
    this.#voided = this.#shared.clockOffset(this.#timing)?.measuredAt ?? null;
  }

  /** From the Date of an answer of that server. */
  measured(offsetMs: number, name: string = AWS_CLOCK): void {
    this.#look();
    const known = this.#known.get(name);
    const measuredAt = this.#clock.now();
    // Date has whole seconds: a smaller change is noise, and writing it each time would wake every other process.
    const moved = Math.abs(offsetMs - (known?.offsetMs ?? 0)) > JUMP_MS;
    if (known?.trusted === true && !moved) return;
    const since =
      moved && known !== undefined ? measuredAt : (known?.since ?? Number.NEGATIVE_INFINITY);
    this.#known.set(name, { offsetMs, measuredAt, since, trusted: true });
    this.#shared.rememberClockOffset(name, { offsetMs, measuredAt });
    if (moved && name === this.#timing) this.#corrected.call();
  }

  /** Another process may have measured since; what it measured before our clock jumped is void. */
  learnFromOthers(): void {
    this.#look();
    const known = this.#shared.clockOffset(this.#timing);
    const own = this.#known.get(this.#timing);
    const isNews =
      known !== null && known.measuredAt !== own?.measuredAt && known.measuredAt !== this.#voided;
    if (!isNews || this.#clock.now() < known.measuredAt) return;
    const moved = Math.abs(known.offsetMs - this.offsetMs) > JUMP_MS;
    this.#known.set(this.#timing, { ...known, since: Number.NEGATIVE_INFINITY, trusted: true });
    if (moved) this.#corrected.call();
  }

  /** As another process, or an earlier one, measured it. */
  #recall(name: string): void {
    if (this.#known.has(name)) return;
    const known = this.#shared.clockOffset(name);
    if (known === null) return;
    const trusted = this.#clock.now() >= known.measuredAt;
    this.#known.set(name, { ...known, since: Number.NEGATIVE_INFINITY, trusted });
  }

  #look(): boolean {
    const drift = this.#clock.now() - this.#clock.monotonic();
    const moved = Math.abs(drift - this.#drift) > JUMP_MS;
    this.#drift = drift;
    const own = this.#known.get(this.#timing);
    const backwards = own !== undefined && this.#clock.now() < own.measuredAt;
    if (moved || (backwards && own.trusted)) this.distrust();
    return moved;
  }
}
