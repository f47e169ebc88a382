import { Listeners } from '../listeners.ts';
import type { Clock } from '../ports/clock.ts';
import type { SharedFacts } from '../ports/shared-facts.ts';
import { AWS_CLOCK } from '../aws-config/sts-clock-name.ts';

/**
 * In ms. If one of the two clocks (wall, monotonic) advances more than this further than the other,
 * someone set the wall clock, or the computer slept.
 */
const JUMP_MS = 2000;
/** The smallest offset that is reported to a person, in ms. */
const SKEW_MS = 4 * 60_000;

/** What is known about the clock of one STS server. */
interface Measurement {
  readonly offsetMs: number;
  readonly measuredAt: number;
  /**
   * The time on the wall clock when the offset last changed. The offset is not valid for sessions
   * that were assumed before that time.
   */
  readonly since: number;
  /** False from a jump of the wall clock until the next measurement. */
  readonly trusted: boolean;
}

/**
 * The wall clock, corrected by the time in STS's answers, so that a wrong wall clock moves no
 * deadline. Each server has its own offset, but one server's clock, the timing clock, is used for
 * all roles (`timingClock`, ADR 0022).
 */
export class CorrectedClock implements Clock {
  readonly #clock: Clock;
  readonly #shared: SharedFacts;
  readonly #corrected = new Listeners();
  #timing = AWS_CLOCK;
  readonly #known = new Map<string, Measurement>();
  /**
   * The time of the timing clock's last measurement before the wall clock jumped; null without a
   * jump. Other processes can still share that old measurement, and this process ignores it.
   */
  #lastBeforeJump: number | null = null;
  /** Wall clock minus monotonic clock at the last check, in ms. */
  #drift: number;

  constructor(clock: Clock, shared: SharedFacts) {
    this.#clock = clock;
    this.#shared = shared;
    this.#recall(AWS_CLOCK);
    const known = this.#known.get(AWS_CLOCK);
    this.#lastBeforeJump = known?.trusted === false ? known.measuredAt : null;
    this.#drift = clock.now() - clock.monotonic();
  }

  /**
   * Calls the listener after the corrected time jumped, because deadlines that were planned before
   * are then wrong.
   */
  onCorrected(listener: () => void): () => void {
    return this.#corrected.add(listener);
  }

  /** Uses this server's clock as the timing clock, that is, for the times of all roles. */
  timeBy(name: string): void {
    if (name === this.#timing) return;
    const before = this.offsetMs;
    this.#timing = name;
    this.#recall(name);
    this.#lastBeforeJump = null;
    if (Math.abs(this.offsetMs - before) > JUMP_MS) this.#corrected.call();
  }

  /** The name of the timing clock, which is used for all roles. */
  get timing(): string {
    return this.#timing;
  }

  /**
   * Returns epoch ms by the timing clock. Returns the wall clock if the timing clock was not
   * measured.
   */
  now(): number {
    return this.#clock.now() + this.offsetMs;
  }

  /** Returns the milliseconds of a clock that nobody can set. */
  monotonic(): number {
    return this.#clock.monotonic();
  }

  wake(afterMs: number, call: () => void): () => void {
    return this.#clock.wake(afterMs, call);
  }

  get offsetMs(): number {
    return this.#known.get(this.#timing)?.offsetMs ?? 0;
  }

  /**
   * True if the computer's clock is so wrong that AWS may refuse other tools. AWS refuses
   * signatures whose time is wrong by 5 minutes.
   */
  get isSkewed(): boolean {
    return Math.abs(this.offsetMs) > SKEW_MS;
  }

  /**
   * Returns the clock of the named server minus the wall clock, in ms, for signatures. If that
   * server's clock was not measured, returns the offset of the timing clock.
   */
  offsetOf(name: string): number {
    this.#recall(name);
    return this.#known.get(name)?.offsetMs ?? this.offsetMs;
  }

  /**
   * Returns true if the timing clock was measured after the last jump of the wall clock and shows
   * `assumedAt` or a later time. If only the role's own server `name` was measured after the jump,
   * its offset must also be the same since `assumedAt`.
   */
  isTrusted(assumedAt: number | null, name: string = this.#timing): boolean {
    this.#checkForJump();
    // Another process may have measured the clock meanwhile.
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

  /** Returns true if the wall clock has jumped since the last check. */
  hasJumped(): boolean {
    return this.#checkForJump();
  }

  ignoreMeasurements(): void {
    for (const [name, known] of this.#known) this.#known.set(name, { ...known, trusted: false });
    this.#lastBeforeJump = this.#shared.clockOffset(this.#timing)?.measuredAt ?? null;
  }

  /** Stores the offset from the Date header of this server's answer. */
  takeMeasurement(offsetMs: number, name: string = AWS_CLOCK): void {
    this.#checkForJump();
    const known = this.#known.get(name);
    const measuredAt = this.#clock.now();
    // The Date header has whole seconds, so a small change means nothing. Storing it would wake all
    // other processes.
    const moved = Math.abs(offsetMs - (known?.offsetMs ?? 0)) > JUMP_MS;
    if (known?.trusted === true && !moved) return;
    const since =
      moved && known !== undefined ? measuredAt : (known?.since ?? Number.NEGATIVE_INFINITY);
    this.#known.set(name, { offsetMs, measuredAt, since, trusted: true });
    this.#shared.rememberClockOffset(name, { offsetMs, measuredAt });
    if (moved && name === this.#timing) this.#corrected.call();
  }

  /**
   * Uses the timing clock's measurement by another process, unless it was made before the wall
   * clock jumped.
   */
  learnFromOthers(): void {
    this.#checkForJump();
    const known = this.#shared.clockOffset(this.#timing);
    const own = this.#known.get(this.#timing);
    const isNewer =
      known !== null &&
      known.measuredAt !== own?.measuredAt &&
      known.measuredAt !== this.#lastBeforeJump;
    if (!isNewer || this.#clock.now() < known.measuredAt) return;
    const moved = Math.abs(known.offsetMs - this.offsetMs) > JUMP_MS;
    this.#known.set(this.#timing, { ...known, since: Number.NEGATIVE_INFINITY, trusted: true });
    if (moved) this.#corrected.call();
  }

  /** Reads the offset that another or an earlier process measured. */
  #recall(name: string): void {
    if (this.#known.has(name)) return;
    const known = this.#shared.clockOffset(name);
    if (known === null) return;
    const trusted = this.#clock.now() >= known.measuredAt;
    this.#known.set(name, { ...known, since: Number.NEGATIVE_INFINITY, trusted });
  }

  #checkForJump(): boolean {
    const drift = this.#clock.now() - this.#clock.monotonic();
    const moved = Math.abs(drift - this.#drift) > JUMP_MS;
    this.#drift = drift;
    const own = this.#known.get(this.#timing);
    const backwards = own !== undefined && this.#clock.now() < own.measuredAt;
    if (moved || (backwards && own.trusted)) this.ignoreMeasurements();
    return moved;
  }
}
