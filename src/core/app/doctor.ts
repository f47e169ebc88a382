import type { Check } from '../contract/api.ts';
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
  /** Null where STS's clock has not been measured. */
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
    checks.push({ check: 'proxy-user', verdict: 'bad', facts: {} });
  }
  // A file that cannot be read says nothing of the roles' sources.
  if (snapshot.value.unreadable !== null) return checks;
  const ofRoles = snapshot.value.roles.flatMap((role) => roleChecks(role, snapshot.value));
  // What no role has is said once, so that nobody wonders whether it was looked at.
  const has = (name: Check['check']): boolean => ofRoles.some(({ check }) => check === name);
  const none: readonly Check[] = [
    ...(has('shadowing') ? [] : [{ check: 'shadowing', verdict: 'good', facts: {} } as const]),
    ...(has('endpoint')
      ? []
      : [{ check: 'endpoint', verdict: 'good', facts: { url: null } } as const]),
  ];
  return [...checks, ...ofRoles, ...none];
}

function roleChecks(role: Role, snapshot: AwsSnapshot): readonly Check[] {
  const checks: Check[] = [];
  const chain = snapshot.sourceChain(role);
  const facts = { role: role.name, profile: role.sourceProfile };
  checks.push(
    chain.ok
      ? { check: 'source', verdict: 'good', facts: { ...facts, kind: chain.value.leaf.kind } }
      : { check: 'source', verdict: 'bad', facts: { ...facts, trouble: chain.failure.kind } },
  );
  for (const { profile, by, effect } of shadowings(role.targetProfile, snapshot.profiles, {})) {
    const verdict = effect === 'hides-ours' ? 'bad' : 'warning';
    checks.push({ check: 'shadowing', verdict, facts: { role: role.name, profile, by, effect } });
  }
  const url = snapshot.endpointFor(role);
  if (url !== undefined)
    checks.push({ check: 'endpoint', verdict: 'good', facts: { role: role.name, url } });
  return checks;
}

function clockCheck(offsetMs: number | null): Check {
  const off = Math.abs(offsetMs ?? 0);
  const verdict = off > SKEW_BAD_MS ? 'bad' : off > SKEW_WARNING_MS ? 'warning' : 'good';
  return { check: 'clock', verdict, facts: { offsetMs } };
}

function fileCheck(
  check: 'credentials-file' | 'config-file',
  path: string,
  failure: Failure | null,
): Check {
  if (failure?.kind === 'file-broken' && failure.file === path) {
    return { check, verdict: 'bad', facts: { path, line: failure.line, rule: failure.rule } };
  }
  if (failure?.kind === 'file-unreadable' && failure.file === path) {
    return { check, verdict: 'bad', facts: { path, code: failure.code } };
  }
  return { check, verdict: 'good', facts: { path } };
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
    verdict: hiding ? 'bad' : set.length > 0 ? 'warning' : 'good',
    facts,
  };
}

/** Rolekeeper verifies certificates whatever this variable says; other programs of Node do not. */
function tlsCheck(env: Environment): Check {
  const isOff = env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
  return { check: 'tls', verdict: isOff ? 'bad' : 'good', facts: {} };
}

/** How long MFA sessions last. */
export function secretsCheck(where: SecretsKept): Check {
  const verdict = where === 'keychain' || where === 'process' ? 'good' : 'warning';
  return { check: 'keychain', verdict, facts: { where } };
}
