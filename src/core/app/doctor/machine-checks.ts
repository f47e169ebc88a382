import type { Check, CheckLevel } from '../../contract/check.ts';
import type { Environment } from '../../environment.ts';
import type { SecretStorage } from '../../secret-store.ts';

/** STS refuses signatures whose time is 5 minutes off. A minute less is already reported as bad. */
const SKEW_BAD_MS = 4 * 60_000;
/** A difference of a few seconds is normal. */
const SKEW_WARNING_MS = 10_000;

/**
 * Checks the clock. `offsetMs`: STS's clock minus ours; null if it was not measured in this run.
 */
export function clockCheck(offsetMs: number | null): Check {
  if (offsetMs === null) return { check: 'clock', level: 'skipped', facts: { offsetMs } };
  const off = Math.abs(offsetMs);
  const level = off > SKEW_BAD_MS ? 'bad' : off > SKEW_WARNING_MS ? 'warning' : 'good';
  return { check: 'clock', level, facts: { offsetMs } };
}

/** Checks for variables that win over every profile, or select one if a command names none. */
export function environmentCheck(env: Environment): Check {
  const set = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE'].filter(
    (name) => (env[name] ?? '') !== '',
  );
  const hiding = set.includes('AWS_ACCESS_KEY_ID');
  const facts = Object.fromEntries(
    set.map((name) => [name, name === 'AWS_ACCESS_KEY_ID' ? 'set' : (env[name] ?? '')]),
  );
  const level = hiding ? 'bad' : set.length > 0 ? 'warning' : 'good';
  return { check: 'environment', level, facts };
}

/** Rolekeeper verifies certificates whatever this variable says. Other programs on Node do not. */
export function tlsCheck(env: Environment): Check {
  const isOff = env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
  return { check: 'tls', level: isOff ? 'bad' : 'good', facts: {} };
}

/** A process that keeps its MFA sessions in memory on purpose needs no keychain. */
const KEYCHAIN_LEVELS: Readonly<Record<SecretStorage, CheckLevel>> = {
  keychain: 'good',
  process: 'skipped',
  'memory-no-keychain': 'warning',
  'memory-denied': 'warning',
  'memory-no-answer': 'warning',
  'memory-not-written': 'warning',
};

/** Checks how long MFA sessions are kept. */
export function keychainCheck(where: SecretStorage): Check {
  return { check: 'keychain', level: KEYCHAIN_LEVELS[where], facts: { where } };
}
