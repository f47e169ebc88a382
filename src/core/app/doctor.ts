import type { Check, CheckLevel } from '../contract/check.ts';
import { hasProxyUser } from '../settings/preferences.ts';
import type { SecretsKept } from '../ports.ts';
import type { Result } from '../result.ts';
import type { Environment } from '../aws-config/shadowing.ts';
import { shadowings } from '../aws-config/shadowing.ts';
import type { Failure } from '../failure.ts';
import type { Role } from '../roles/role.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** STS refuses signatures 5 minutes off; a clock a few seconds off is every machine's. */
const SKEW_BAD_MS = 4 * 60_000;
const SKEW_WARNING_MS = 10_000;

export interface DoctorFacts {
  readonly snapshot: Result<AwsSnapshot>;
  readonly configPath: string;
  readonly credentialsPath: string;
  /** Null if STS's clock was not measured in this run. */
  readonly clockOffsetMs: number | null;
  readonly env: Environment;
}

/** What can be told from the user's files, the environment and the settings; the machine's own checks are the Inspection port's. */
export function checksOf({
  snapshot,
  configPath,
  credentialsPath,
  clockOffsetMs,
  env,
}: DoctorFacts): readonly Check[] {
  const checks: Check[] = [clockCheck(clockOffsetMs)];
  const failure = snapshot.ok ? snapshot.value.broken() : snapshot.failure;
  checks.push(fileCheck('credentials-file', credentialsPath, failure));
  checks.push(fileCheck('config-file', configPath, failure));
  checks.push(environmentCheck(env), tlsCheck(env));
  if (!snapshot.ok) return checks;
  if (hasProxyUser(snapshot.value.reading.settings.preferences)) {
    checks.push({ check: 'proxy-user', level: 'bad', facts: {} });
  }
  // A file that cannot be read says nothing of the roles' sources.
  if (snapshot.value.unreadable !== null) return checks;
  const ofRoles = snapshot.value.roles.flatMap((role) => roleChecks(role, snapshot.value));
  // What no role has is said once, so that nobody wonders whether it was looked at.
  const has = (name: Check['check']): boolean => ofRoles.some(({ check }) => check === name);
  const none: readonly Check[] = [
    ...(has('shadowing') ? [] : [{ check: 'shadowing', level: 'good', facts: {} } as const]),
    ...(has('endpoint')
      ? []
      : [{ check: 'endpoint', level: 'good', facts: { url: null } } as const]),
  ];
  return [...checks, ...ofRoles, ...none];
}

function roleChecks(role: Role, snapshot: AwsSnapshot): readonly Check[] {
  const checks: Check[] = [];
  const chain = snapshot.sourceChain(role);
  const facts = { role: role.name, profile: role.sourceProfile };
  checks.push(
    chain.ok
      ? { check: 'source', level: 'good', facts: { ...facts, kind: chain.value.leaf.kind } }
      : { check: 'source', level: 'bad', facts: { ...facts, trouble: chain.failure.kind } },
  );
  for (const { profile, by, effect } of shadowings(role.targetProfile, snapshot.profiles, {})) {
    const level = effect === 'hides-ours' ? 'bad' : 'look';
    checks.push({ check: 'shadowing', level, facts: { role: role.name, profile, by, effect } });
  }
  const url = snapshot.endpointFor(role);
  if (url !== undefined)
    checks.push({ check: 'endpoint', level: 'good', facts: { role: role.name, url } });
  return checks;
}

function clockCheck(offsetMs: number | null): Check {
  if (offsetMs === null) return { check: 'clock', level: 'skipped', facts: { offsetMs } };
  const off = Math.abs(offsetMs);
  const level = off > SKEW_BAD_MS ? 'bad' : off > SKEW_WARNING_MS ? 'look' : 'good';
  return { check: 'clock', level, facts: { offsetMs } };
}

function fileCheck(
  check: 'credentials-file' | 'config-file',
  path: string,
  failure: Failure | null,
): Check {
  if (failure?.kind === 'file-broken' && failure.file === path) {
    return { check, level: 'bad', facts: { path, line: failure.line, rule: failure.rule } };
  }
  if (failure?.kind === 'file-unreadable' && failure.file === path) {
    return { check, level: 'bad', facts: { path, code: failure.code } };
  }
  return { check, level: 'good', facts: { path } };
}

/** Variables that win over every profile, or select one where a command names none. */
function environmentCheck(env: Environment): Check {
  const set = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE'].filter(
    (name) => (env[name] ?? '') !== '',
  );
  const hiding = set.includes('AWS_ACCESS_KEY_ID');
  const facts = Object.fromEntries(
    set.map((name) => [name, name === 'AWS_ACCESS_KEY_ID' ? 'set' : (env[name] ?? '')]),
  );
  return {
    check: 'environment',
    level: hiding ? 'bad' : set.length > 0 ? 'look' : 'good',
    facts,
  };
}

/** Rolekeeper verifies certificates whatever this variable says; other programs of Node do not. */
function tlsCheck(env: Environment): Check {
  const isOff = env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
  return { check: 'tls', level: isOff ? 'bad' : 'good', facts: {} };
}

/** A process that keeps its MFA sessions to itself asks no keychain. */
const KEYCHAIN_LEVELS: Readonly<Record<SecretsKept, CheckLevel>> = {
  keychain: 'good',
  process: 'skipped',
  'memory-constant-key': 'look',
  'memory-no-keychain': 'look',
  'memory-not-written': 'look',
};

/** How long MFA sessions last. */
export function secretsCheck(where: SecretsKept): Check {
  return { check: 'keychain', level: KEYCHAIN_LEVELS[where], facts: { where } };
}
