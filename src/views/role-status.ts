import type { RoleView } from '../core/contract/app-state.ts';
import { retryClass } from '../core/sessions/retry.ts';
import type { Failure } from '../core/failure.ts';
import { hasCredentials, lastFailureOf } from '../core/sessions/session.ts';

/** A role's status as the user sees it. */
export type RoleStatus =
  /** The credentials file has no session of this role, and none is requested. */
  | { readonly kind: 'off' }
  | { readonly kind: 'assuming' }
  | { readonly kind: 'good'; readonly until: number }
  /** Valid, but a refresh failed for a reason that can resolve itself. */
  | { readonly kind: 'retrying'; readonly until: number; readonly failure: Failure }
  /** Valid, but no refresh can succeed until the user acts. */
  | { readonly kind: 'blocked'; readonly until: number; readonly failure: Failure }
  /** Valid but ends soon, because refreshes keep failing. */
  | { readonly kind: 'expiring'; readonly until: number; readonly failure: Failure }
  /**
   * The session in the file has expired. If there is no failure, a refresh is pending or running.
   */
  | {
      readonly kind: 'expired';
      readonly since: number;
      readonly failure: Failure | null;
      readonly refreshing: boolean;
    }
  /** There is no session, and assuming failed. */
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Returns the status. With `now` (epoch ms, STS's clock), a session whose time is over is expired
 * even if `session.state` is not `expired` yet, as after a suspend.
 */
export function roleStatusOf({ session }: RoleView, now = -Infinity): RoleStatus {
  const trouble = lastFailureOf(session);
  // The user released the role during the call, so this is not a failure.
  const failure = trouble?.kind === 'released-meanwhile' ? null : trouble;
  if (!hasCredentials(session)) {
    if (failure !== null) return { kind: 'failed', failure };
    return { kind: session.state === 'assuming' ? 'assuming' : 'off' };
  }
  const until = session.expiration;
  if (session.state === 'expired' || until <= now) {
    const { state } = session.renewal;
    return {
      kind: 'expired',
      since: until,
      failure,
      refreshing: state === 'refreshing' || state === 'scheduled',
    };
  }
  if (failure === null) return { kind: 'good', until };
  if (session.warnedAt !== null) return { kind: 'expiring', until, failure };
  return { kind: resolvesItself(failure) ? 'retrying' : 'blocked', until, failure };
}

/**
 * True if the user should look at a failure: no session is valid, the session ends soon, or no
 * refresh can succeed without the user.
 */
export function needsAttention(status: RoleStatus): status is AttentionStatus {
  switch (status.kind) {
    case 'blocked':
    case 'expiring':
    case 'failed':
      return true;
    case 'expired':
      return status.failure !== null;
    case 'off':
    case 'assuming':
    case 'good':
    case 'retrying':
      return false;
  }
}

export type AttentionStatus = Extract<
  RoleStatus,
  { readonly kind: 'blocked' | 'expiring' | 'failed' | 'expired' }
> & {
  readonly failure: Failure;
};

/** True if the failure can resolve itself and Rolekeeper keeps trying. */
export function resolvesItself(failure: Failure): boolean {
  const retried = retryClass(failure);
  return retried === 'transient' || retried === 'renew-parent';
}

/** True if only a code or a sign-in is missing, which is routine and not a fault. */
export function isRoutine({ kind }: Failure): boolean {
  return kind === 'mfa-needed' || kind === 'sign-in-needed';
}
