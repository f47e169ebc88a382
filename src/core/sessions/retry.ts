import { retryClass } from '../sts/failure-from-sts.ts';
import type { Failure } from '../failure.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** IAM needs seconds to spread a new policy, so a denial this soon after a click may pass. */
const CLICK_WINDOW_MS = 2 * MINUTE;
const AFTER_CLICK_MS = [5 * SECOND, 15 * SECOND, 45 * SECOND];
const PERMANENT_MS = [MINUTE, 3 * MINUTE, 7 * MINUTE];

export interface RetryContext {
  readonly now: number;
  /** Failures in a row with this one: 1 for the first. */
  readonly attempt: number;
  /** End of the credentials in the file. Null if there are none. */
  readonly expiration: number | null;
  readonly clickedAt: number | null;
  readonly fraction: number;
}

/** When to try again. Null if a person, a source or a click must come first. */
export function retryAtOf(failure: Failure, context: RetryContext): number | null {
  switch (retryClass(failure)) {
    case 'transient':
    case 'renew-parent':
      return context.now + backoffMs(context);
    case 'permanent':
      return permanentRetryAt(failure, context);
    case 'waits-for-person':
      return null;
  }
}

/**
 * Exponential back-off with full jitter, at most 60 s, or 5 min if the session has expired. While
 * a session is valid, at most a quarter of the time it has left, so that no wait outlasts it.
 */
export function backoffMs({
  attempt,
  expiration,
  now,
  fraction,
}: Omit<RetryContext, 'clickedAt'>): number {
  const left = expiration === null ? null : expiration - now;
  const most = left !== null && left <= 0 ? 5 * MINUTE : MINUTE;
  const exponential = Math.min(most, 2 * SECOND * 2 ** Math.min(attempt - 1, 10));
  const ceiling =
    left !== null && left > 0 ? Math.min(exponential, Math.max(SECOND / 2, left / 4)) : exponential;
  return Math.round(Math.max(ceiling / 8, fraction * ceiling));
}

function permanentRetryAt(
  failure: Failure,
  { now, attempt, expiration, clickedAt }: RetryContext,
): number {
  if (failure.kind === 'access-denied' && clickedAt !== null && now - clickedAt < CLICK_WINDOW_MS) {
    const wait = AFTER_CLICK_MS[attempt - 1];
    if (wait !== undefined) return now + wait;
  }
  if (expiration === null || now >= expiration) return now + HOUR;
  const beforeEnd = expiration - MINUTE;
  const wait = PERMANENT_MS[attempt - 1] ?? HOUR;
  const next = now + wait;
  return now < beforeEnd && next > beforeEnd ? beforeEnd : next;
}
