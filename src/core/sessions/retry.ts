import type { Failure } from '../failure.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Within this time after a person's request, in ms, a denied role is tried again after some
 * seconds. IAM needs seconds until a new policy is valid everywhere.
 */
const CLICK_WINDOW_MS = 2 * MINUTE;
const AFTER_CLICK_PAUSES_MS = [5 * SECOND, 15 * SECOND, 45 * SECOND];
const PERMANENT_PAUSES_MS = [MINUTE, 3 * MINUTE, 7 * MINUTE];

export interface RetryContext {
  readonly now: number;
  /** The number of failures in a row, including this one. */
  readonly attempt: number;
  /** When the credentials in the file expire, in epoch ms. Null if the file has none. */
  readonly expiration: number | null;
  /** When a person last asked for a session, in epoch ms. Null after the next success. */
  readonly clickedAt: number | null;
  /** A random number from 0 to 1, so that roles do not try again together. */
  readonly fraction: number;
}

/** Returns when to try again. Returns null if a person must do something first. */
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
 * Returns how long to wait before the next attempt, in ms: an exponential back-off with jitter. The
 * wait is at most 60 s (300 s if the session has expired), and for a session that is still valid
 * also at most a quarter of its remaining time or 500 ms, whichever is longer.
 */
export function backoffMs({
  attempt,
  expiration,
  now,
  fraction,
}: Omit<RetryContext, 'clickedAt'>): number {
  const left = expiration === null ? null : expiration - now;
  const max = left !== null && left <= 0 ? 5 * MINUTE : MINUTE;
  const exponential = Math.min(max, 2 * SECOND * 2 ** Math.min(attempt - 1, 10));
  const ceiling =
    left !== null && left > 0 ? Math.min(exponential, Math.max(SECOND / 2, left / 4)) : exponential;
  return Math.round(Math.max(ceiling / 8, fraction * ceiling));
}

function permanentRetryAt(
  failure: Failure,
  { now, attempt, expiration, clickedAt }: RetryContext,
): number {
  if (failure.kind === 'access-denied' && clickedAt !== null && now - clickedAt < CLICK_WINDOW_MS) {
    const wait = AFTER_CLICK_PAUSES_MS[attempt - 1];
    if (wait !== undefined) return now + wait;
  }
  if (expiration === null || now >= expiration) return now + HOUR;
  const beforeEnd = expiration - MINUTE;
  const wait = PERMANENT_PAUSES_MS[attempt - 1] ?? HOUR;
  const next = now + wait;
  return now < beforeEnd && next > beforeEnd ? beforeEnd : next;
}

/**
 * How a failure can end: `transient`: soon by itself; `permanent`: rarely by itself;
 * `renew-parent`: after the credentials that sign the call are renewed; `waits-for-person`: after a
 * person enters a code, signs in or decides.
 */
export type RetryClass = 'transient' | 'permanent' | 'renew-parent' | 'waits-for-person';

export function retryClass(failure: Failure): RetryClass {
  switch (failure.kind) {
    case 'clock-skew':
    case 'throttled':
    case 'service-unavailable':
    case 'network':
    case 'network-proxy':
    case 'network-intercepted':
    case 'timeout':
    case 'source-timeout':
    case 'file-unsettled':
    case 'file-unreadable':
    case 'file-unwritable':
    case 'lock-held':
    case 'state-unavailable':
      return 'transient';
    case 'credentials-expired':
      return 'renew-parent';
    case 'mfa-needed':
      // AWS refused the role to the present MFA session. If a person corrects the trust policy,
      // that session works again without a new code.
      return failure.sessionRefused ? 'permanent' : 'waits-for-person';
    case 'mfa-refused':
    case 'mfa-code-spent':
    case 'sign-in-needed':
    case 'sign-in-failed':
    case 'sign-in-tool-missing':
    case 'no-sign-in':
    case 'section-not-owned':
    case 'section-shadowed':
    case 'section-removed':
    case 'released-meanwhile':
    case 'document-unusable':
    case 'consent-refused':
    case 'nothing-kept':
    case 'role-off':
    case 'person-away':
    case 'endpoint-unavailable':
    case 'clipboard-refused':
    case 'page-not-opened':
    case 'page-taken':
      return 'waits-for-person';
    case 'access-denied':
    case 'permission-set-denied':
    case 'access-key-unknown':
    case 'signature-refused':
    case 'region-disabled':
    case 'policy-malformed':
    case 'policy-too-large':
    case 'duration-too-long':
    case 'request-invalid':
    case 'sts-unexpected':
    case 'identity-mismatch':
    case 'mfa-impossible':
    case 'source-missing':
    case 'source-ambiguous':
    case 'source-cycle':
    case 'source-failed':
    case 'portal-refused':
    case 'program-refused':
    case 'file-broken':
    case 'backup-missing':
    case 'lock-cycle':
    case 'role-unknown':
    case 'field-invalid':
    case 'policy-unusable':
    case 'no-policies':
    case 'no-console':
    case 'not-importable':
    case 'settings-newer':
    case 'settings-unwritable':
      return 'permanent';
  }
}
