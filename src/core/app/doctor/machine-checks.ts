import type { Check, CheckLevel } from '../../contract/check.ts';
import type { Environment } from '../../environment.ts';
import type { SecretStorage } from '../../secret-store.ts';

/**
 * STS refuses a signature if its time is wrong by 5 minutes. The check is already bad at 4 minutes.
 */
const SKEW_BAD_MS = 4 * 60_000;
/** A difference of a few seconds is normal. */
const SKEW_WARNING_MS = 10_000;

/**
 * Checks the clock. `offsetMs` is STS's clock minus this computer's clock; null if it was not
 * measured in this run.
 */
export function clockCheck(offsetMs: number | null): Check {
  if (offsetMs === null) return { check: 'clock', level: 'skipped', facts: { offsetMs } };
  const off = Math.abs(offsetMs);
  const level = off > SKEW_BAD_MS ? 'bad' : off > SKEW_WARNING_MS ? 'warning' : 'good';
  return { check: 'clock', level, facts: { offsetMs } };
}

/**
 * Checks for environment variables with keys that AWS tools use instead of a profile. Also checks
 * for variables that select a profile for commands that name none.
 */
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

/**
 * Checks whether a variable makes other Node programs skip the verification of certificates.
 * Rolekeeper always verifies them.
 */
export function tlsCheck(env: Environment): Check {
  const isOff = env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
  return { check: 'tls', level: isOff ? 'bad' : 'good', facts: {} };
}

/**
 * The level is `skipped` for a process that has MFA sessions in memory on purpose, because it needs
 * no keychain.
 */
const KEYCHAIN_LEVELS: Readonly<Record<SecretStorage, CheckLevel>> = {
  keychain: 'good',
  process: 'skipped',
  'memory-no-keychain': 'warning',
  'memory-denied': 'warning',
  'memory-no-answer': 'warning',
  'memory-not-written': 'warning',
};

/** Checks where MFA sessions are stored. */
export function keychainCheck(where: SecretStorage): Check {
  return { check: 'keychain', level: KEYCHAIN_LEVELS[where], facts: { where } };
}
