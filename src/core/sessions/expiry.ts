/**
 * This file computes when a session is refreshed, when a person is warned and when it ends, from
 * STS's `Expiration` and the corrected clock. All times are epoch ms, and all fractions are at
 * least 0 and less than 1.
 */
const MAX_LEAD_MS = 20 * 60_000;
/**
 * The shortest time between two refreshes of one role, whatever `Expiration` a server returns.
 * AWS's sessions last at least 15 minutes, so this limit matters only for faulty servers.
 */
const MIN_REFRESH_MS = 2_000;
const MAX_WARNING_MS = 5 * 60_000;

export interface Lifetime {
  readonly assumedAt: number;
  readonly expiration: number;
}

/**
 * Returns when a session is refreshed. This is a third of the session's lifetime before its end,
 * but at most 20 minutes before its end. Up to a tenth is added to these minutes at random, so that
 * roles that were assumed together are not refreshed together. A refresh is never within two
 * seconds of the last one.
 */
export function refreshAtOf({ assumedAt, expiration }: Lifetime, fraction: number): number {
  const lead = Math.min(MAX_LEAD_MS, lifetimeMs({ assumedAt, expiration }) / 3);
  const inTime = Math.round(expiration - lead - (fraction * lead) / 10);
  return Math.max(inTime, assumedAt + MIN_REFRESH_MS);
}

/**
 * Returns when a person is warned that a session is about to expire, if its refresh keeps failing.
 */
export function warnAtOf({ assumedAt, expiration }: Lifetime): number {
  return Math.round(
    expiration - Math.min(MAX_WARNING_MS, lifetimeMs({ assumedAt, expiration }) / 8),
  );
}

/**
 * Returns true until a minute before the session's end, or less for a short session. A call must
 * not arrive after the credentials that signed it have ended.
 */
export function servesAsCaller(lifetime: Lifetime, now: number): boolean {
  return lifetime.expiration - now > Math.min(CALLER_MARGIN_MS, lifetimeMs(lifetime) / 8);
}

const CALLER_MARGIN_MS = 60_000;

/**
 * Returns when a person is asked for the next code. This is an hour before the session's end, or
 * less for a short session.
 */
export function askAheadAt({ assumedAt, expiration }: Lifetime): number {
  return Math.round(
    expiration - Math.min(MAX_ASK_AHEAD_MS, lifetimeMs({ assumedAt, expiration }) / 6),
  );
}

const MAX_ASK_AHEAD_MS = 60 * 60_000;

function lifetimeMs({ assumedAt, expiration }: Lifetime): number {
  return Math.max(0, expiration - assumedAt);
}
