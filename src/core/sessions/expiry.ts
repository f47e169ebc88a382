/**
 * When a session is refreshed, warned of and over: from STS's own `Expiration`, on the corrected clock, never start plus a constant.
 * All times are epoch ms, all fractions 0 <= f < 1.
 */
const MAX_LEAD_MS = 20 * 60_000;
/**
 * The least time between two refreshes of one role, whatever `Expiration` a server answers. AWS's
 * sessions last 15 minutes at least, so this holds back only servers that are wrong or rude.
 */
const MIN_REFRESH_MS = 2_000;
const MAX_WARNING_MS = 5 * 60_000;

export interface Lifetime {
  readonly assumedAt: number;
  readonly expiration: number;
}

/** A third of the lifetime before the end, at most 20 minutes; earlier, never later, by up to a tenth of that, so that roles assumed together spread out. Never sooner than two seconds after the last one. */
export function refreshAtOf({ assumedAt, expiration }: Lifetime, fraction: number): number {
  const lead = Math.min(MAX_LEAD_MS, lifetimeMs({ assumedAt, expiration }) / 3);
  const inTime = Math.round(expiration - lead - (fraction * lead) / 10);
  return Math.max(inTime, assumedAt + MIN_REFRESH_MS);
}

/** When "about to expire" is worth telling, if a refresh keeps failing. */
export function warnAtOf({ assumedAt, expiration }: Lifetime): number {
  return Math.round(
    expiration - Math.min(MAX_WARNING_MS, lifetimeMs({ assumedAt, expiration }) / 8),
  );
}

/** A parent or an MFA session serves until a minute before its end (less where it lives for minutes), so that no call is signed with what ends under way. */
export function servesAsCaller(lifetime: Lifetime, now: number): boolean {
  return lifetime.expiration - now > Math.min(CALLER_MARGIN_MS, lifetimeMs(lifetime) / 8);
}

const CALLER_MARGIN_MS = 60_000;

/** When a person is asked for the code of the next MFA session: an hour before this one ends, less where it is short. */
export function askAheadAt({ assumedAt, expiration }: Lifetime): number {
  return Math.round(
    expiration - Math.min(MAX_ASK_AHEAD_MS, lifetimeMs({ assumedAt, expiration }) / 6),
  );
}

const MAX_ASK_AHEAD_MS = 60 * 60_000;

function lifetimeMs({ assumedAt, expiration }: Lifetime): number {
  return Math.max(0, expiration - assumedAt);
}
