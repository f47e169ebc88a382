import { warnAtOf } from './expiry.ts';
import type { Failure } from '../failure.ts';

/** What this process knows about the session of a role. */
export type Session = Inactive | Assuming | SessionInFile | FailedSession;

export interface Inactive {
  readonly state: 'inactive';
}

/** An attempt to assume the role is running, and the file has no session yet. */
export interface Assuming {
  readonly state: 'assuming';
  /** Failures in a row before this attempt. */
  readonly attempt: number;
  /** The last of these failures. It is shown until this attempt ends. */
  readonly lastFailure: Failure | null;
}

/** The file has credentials. All times are epoch ms by STS's clock. */
export interface SessionInFile extends CredentialFacts {
  readonly state: 'active' | 'expired';
  readonly warnAt: number;
  /**
   * When a person was notified that this session is about to expire; null if that was not yet done.
   */
  readonly warnedAt: number | null;
  readonly renewal: Renewal;
}

/** Credentials in the file, without their secrets. */
export interface CredentialFacts {
  readonly accessKeyId: string;
  readonly assumedAt: number;
  readonly expiration: number;
  readonly refreshAt: number;
}

/** There is no session, because the last attempt to assume the role failed. */
export interface FailedSession {
  readonly state: 'failed';
  readonly failure: Failure;
  /** Number of failures in a row, including this one. */
  readonly attempt: number;
  readonly retryAt: number | null;
}

export type Renewal =
  /** The role is not switched on, so its session is not refreshed. */
  | { readonly state: 'none' }
  | { readonly state: 'scheduled' }
  | {
      readonly state: 'refreshing';
      readonly attempt: number;
      readonly lastFailure: Failure | null;
    }
  | {
      readonly state: 'failing';
      readonly failure: Failure;
      readonly attempt: number;
      readonly retryAt: number | null;
    };

export type SessionStep =
  | { readonly kind: 'call' }
  | {
      readonly kind: 'obtain';
      readonly facts: CredentialFacts;
      readonly kept: boolean;
      readonly at: number;
    }
  | {
      readonly kind: 'fail';
      readonly failure: Failure;
      readonly retryAt: number | null;
    }
  | { readonly kind: 'keep'; readonly kept: boolean }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'drop' };

export const INACTIVE: Inactive = { state: 'inactive' };

/**
 * Returns the session after a step; a session changes only here. If a refresh fails, a valid
 * session stays `active`, and its renewal is `failing`.
 */
export function advance(session: Session, step: SessionStep): Session {
  switch (step.kind) {
    case 'call': {
      const call = { attempt: attemptOf(session), lastFailure: lastFailureOf(session) };
      return hasCredentials(session)
        ? { ...session, renewal: { state: 'refreshing', ...call } }
        : { state: 'assuming', ...call };
    }
    case 'obtain':
      return obtained(step.facts, step.kept, step.at, session);
    case 'fail': {
      const attempt = attemptOf(session) + 1;
      const { failure, retryAt } = step;
      return hasCredentials(session)
        ? { ...session, renewal: { state: 'failing', failure, attempt, retryAt } }
        : { state: 'failed', failure, attempt, retryAt };
    }
    case 'keep':
      return hasCredentials(session) &&
        (session.renewal.state === 'none' || session.renewal.state === 'scheduled')
        ? { ...session, renewal: { state: step.kept ? 'scheduled' : 'none' } }
        : session;
    case 'time':
      return hasCredentials(session) ? atTime(session, step.at) : session;
    case 'drop':
      return INACTIVE;
  }
}

export function hasCredentials(session: Session): session is SessionInFile {
  return session.state === 'active' || session.state === 'expired';
}

/**
 * Returns true if there is no session because of a failure, or if the session's last renewal
 * failed.
 */
export function isFailing(session: Session): boolean {
  return (
    session.state === 'failed' || (hasCredentials(session) && session.renewal.state === 'failing')
  );
}

/** Returns the failure of the session or of its renewal. */
export function failureOf(session: Session): Failure | null {
  if (session.state === 'failed') return session.failure;
  return hasCredentials(session) && session.renewal.state === 'failing'
    ? session.renewal.failure
    : null;
}

/**
 * Returns the failure of the session or of its renewal. While the next attempt runs, returns the
 * failure of the last one, so that views do not flicker.
 */
export function lastFailureOf(session: Session): Failure | null {
  if (session.state === 'assuming') return session.lastFailure;
  if (hasCredentials(session) && session.renewal.state === 'refreshing')
    return session.renewal.lastFailure;
  return failureOf(session);
}

/** Returns the number of failures in a row so far. */
export function attemptOf(session: Session): number {
  if (session.state === 'failed' || session.state === 'assuming') return session.attempt;
  if (!hasCredentials(session)) return 0;
  return session.renewal.state === 'failing' || session.renewal.state === 'refreshing'
    ? session.renewal.attempt
    : 0;
}

/**
 * Returns the time of the next refresh, retry, warning or end of the session, in epoch ms. Returns
 * null if there is none.
 */
export function nextDeadline(session: Session, kept: boolean): number | null {
  const deadlines: number[] = [];
  const refreshAt = refreshDeadline(session);
  if (kept && refreshAt !== null) deadlines.push(refreshAt);
  if (session.state === 'active') {
    deadlines.push(session.expiration);
    if (session.renewal.state === 'failing' && session.warnedAt === null)
      deadlines.push(session.warnAt);
  }
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}

/** Returns true if a refresh is due, or a retry after a failure. */
export function isRefreshDue(session: Session, now: number): boolean {
  const refreshAt = refreshDeadline(session);
  return refreshAt !== null && now >= refreshAt;
}

function refreshDeadline(session: Session): number | null {
  if (session.state === 'failed') return session.retryAt;
  if (!hasCredentials(session)) return null;
  if (session.renewal.state === 'scheduled') return session.refreshAt;
  return session.renewal.state === 'failing' ? session.renewal.retryAt : null;
}

function obtained(
  facts: CredentialFacts,
  kept: boolean,
  at: number,
  before: Session,
): SessionInFile {
  const same = hasCredentials(before) && before.accessKeyId === facts.accessKeyId;
  return atTime(
    {
      state: 'active',
      ...facts,
      warnAt: warnAtOf(facts),
      warnedAt: same ? before.warnedAt : null,
      renewal: { state: kept ? 'scheduled' : 'none' },
    },
    at,
  );
}

function atTime(session: SessionInFile, at: number): SessionInFile {
  const state = at >= session.expiration ? 'expired' : 'active';
  const warn =
    session.warnedAt === null &&
    session.renewal.state === 'failing' &&
    state === 'active' &&
    at >= session.warnAt;
  if (state === session.state && !warn) return session;
  return { ...session, state, warnedAt: warn ? at : session.warnedAt };
}
