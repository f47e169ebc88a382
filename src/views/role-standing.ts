import type { RoleView } from '../core/contract/app-state.ts';
import { retryClass } from '../core/sts/failure-from-sts.ts';
import type { Failure } from '../core/failure.ts';
import { isHeld, troubleOf } from '../core/sessions/session.ts';

/** How a role stands for the person who looks at it. */
export type Standing =
  /** Nothing of ours stands in the file, and nothing is wanted there. */
  | { readonly is: 'off' }
  | { readonly is: 'assuming' }
  | { readonly is: 'good'; readonly until: number }
  /** Valid; a refresh failed at something that passes by itself. */
  | { readonly is: 'retrying'; readonly until: number; readonly failure: Failure }
  /** Valid; no refresh will succeed before someone does something. */
  | { readonly is: 'blocked'; readonly until: number; readonly failure: Failure }
  /** Valid, ends soon, and its refresh keeps failing. */
  | { readonly is: 'expiring'; readonly until: number; readonly failure: Failure }
  /** What stands in the file is over; without a failure nobody tried to replace it yet, or the try is under way. */
  | {
      readonly is: 'expired';
      readonly since: number;
      readonly failure: Failure | null;
      readonly refreshing: boolean;
    }
  /** Nothing was had. */
  | { readonly is: 'failed'; readonly failure: Failure };

/**
 * `now`, epoch ms on the corrected clock, is for whoever shows a time: right after a suspend it is ahead of the session, which learns of its end
 * when its deadline is looked at. Without it the session alone speaks.
 */
export function standingOf({ session }: RoleView, now = -Infinity): Standing {
  const trouble = troubleOf(session);
  // A release overtook the call: what was wanted has happened.
  const failure = trouble?.kind === 'released-meanwhile' ? null : trouble;
  if (!isHeld(session)) {
    if (failure !== null) return { is: 'failed', failure };
    return { is: session.state === 'assuming' ? 'assuming' : 'off' };
  }
  const until = session.expiration;
  if (session.state === 'expired' || until <= now) {
    const { state } = session.renewal;
    return {
      is: 'expired',
      since: until,
      failure,
      refreshing: state === 'refreshing' || state === 'scheduled',
    };
  }
  if (failure === null) return { is: 'good', until };
  if (session.warnedAt !== null) return { is: 'expiring', until, failure };
  return { is: passesByItself(failure) ? 'retrying' : 'blocked', until, failure };
}

/** What needs someone: nothing valid stands in spite of a try, or soon none will. */
export function needsSomeone(standing: Standing): standing is Needy {
  switch (standing.is) {
    case 'blocked':
    case 'expiring':
    case 'failed':
      return true;
    case 'expired':
      return standing.failure !== null;
    case 'off':
    case 'assuming':
    case 'good':
    case 'retrying':
      return false;
  }
}

export type Needy = Extract<
  Standing,
  { readonly is: 'blocked' | 'expiring' | 'failed' | 'expired' }
> & {
  readonly failure: Failure;
};

/** True where time or the network helps, and retries go on by themselves. */
export function passesByItself(failure: Failure): boolean {
  const retried = retryClass(failure);
  return retried === 'transient' || retried === 'renew-parent';
}

/** A code or a sign-in is wanted now and then: no trouble, though nothing is valid without it. */
export function isEveryday({ kind }: Failure): boolean {
  return kind === 'mfa-needed' || kind === 'sign-in-needed';
}
