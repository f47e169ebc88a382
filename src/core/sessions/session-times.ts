import type { Failure } from '../failure.ts';
import type { Random } from '../ports/random.ts';
import type { SessionRecord } from '../ports/records.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import { refreshAtOf } from './expiry.ts';
import { backoffMs, retryAtOf, type RetryContext } from './retry.ts';

/**
 * Chooses the times of refreshes and retries, partly at random so that roles do not act together.
 */
export class SessionTimes {
  readonly #clock: CorrectedClock;
  readonly #random: Random;

  constructor(clock: CorrectedClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Returns the `assumedAt` of a new session: now, but at least 1 ms after the last session and the
   * last release in the role's record. So a role's newest session is always the one with the latest
   * `assumedAt`.
   */
  assumedAt(record: SessionRecord | null): number {
    const { assumedAt, releasedAt } = record ?? {};
    return Math.max(this.#clock.now(), (assumedAt ?? 0) + 1, (releasedAt ?? 0) + 1);
  }

  refreshAt(session: { readonly assumedAt: number; readonly expiration: number }): number {
    return refreshAtOf(session, this.#random.fraction());
  }

  /** Returns when to try again, or null if a person must do something first. */
  retryAt(failure: Failure, context: Omit<RetryContext, 'fraction'>): number | null {
    return retryAtOf(failure, { ...context, fraction: this.#random.fraction() });
  }

  /** Returns how long a command waits before its next attempt. */
  pauseMs(attempt: number): number {
    return backoffMs({ attempt, expiration: null, now: 0, fraction: this.#random.fraction() });
  }
}
