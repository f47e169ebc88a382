// `now`, `assumedAt`, `expiration` and the returned times are epoch ms by STS's clock.

/**
 * The longest time from a refresh to the end of the old session, in ms. `refreshAtOf` can lengthen
 * it by up to a tenth.
 */
const MAX_LEAD_MS = 20 * 60_000;
/**
 * The shortest time from the start of a session to its refresh, in ms, even if the session ends
 * earlier. AWS's sessions last at least 15 minutes, so this limit matters only for faulty servers.
 */
const MIN_REFRESH_MS = 2_000;
const MAX_WARNING_MS = 5 * 60_000;

export interface Lifetime {
  readonly assumedAt: number;
  readonly expiration: number;
}

/**
 * Returns when a session is refreshed: a third of its lifetime before its end, but at most 20
 * minutes before. `fraction`, from 0 to 1, lengthens this time by up to a tenth, so that roles that
 * were assumed together are not refreshed together.
 */
export function refreshAtOf({ assumedAt, expiration }: Lifetime, fraction: number): number {
  const lead = Math.min(MAX_LEAD_MS, lifetimeMs({ assumedAt, expiration }) / 3);
  const inTime = Math.round(expiration - lead - (fraction * lead) / 10);
  return Math.max(inTime, assumedAt + MIN_REFRESH_MS);
}

/**
 * Returns when a person is warned of the session's end if its refreshes fail. This is five minutes
 * before the end, or an eighth of the lifetime if that is shorter.
 */
export function warnAtOf({ assumedAt, expiration }: Lifetime): number {
  return Math.round(
    expiration - Math.min(MAX_WARNING_MS, lifetimeMs({ assumedAt, expiration }) / 8),
  );
}

/**
 * Returns true if the session can still sign a call, which must arrive before the session ends. The
 * limit is a minute before the end, or an eighth of the lifetime if that is shorter.
 */
export function canSignCalls(lifetime: Lifetime, now: number): boolean {
  return lifetime.expiration - now > Math.min(CALLER_MARGIN_MS, lifetimeMs(lifetime) / 8);
}

const CALLER_MARGIN_MS = 60_000;

/**
 * Returns when a person is asked for the code of the next MFA session. This is an hour before the
 * end of the present one, or a sixth of its lifetime if that is shorter.
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
