import { shadowings } from '../../aws-config/shadowing.ts';
import { hostOfOtherSts } from '../../aws-config/sts-clock-name.ts';
import type { Check } from '../../contract/check.ts';
import type { Failure } from '../../failure.ts';
import { type Role, sourceNameOf } from '../../roles/role.ts';
import type { SourceChain } from '../../roles/sources/source-chain.ts';
import { sourceDevice } from '../../roles/sources/source-device.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { ProfileBundle } from '../core-ports.ts';
import type { IdentityChecks } from './identity-checks.ts';

/** Returns the checks of each role. */
export function roleChecks(snapshot: AwsSnapshot, identities: IdentityChecks): readonly Check[] {
  const checks = snapshot.roles.flatMap((role) => checksOf(role, snapshot, identities));
  const isShadowed = checks.some(({ check }) => check === 'shadowing');
  // If no role has shadowed credentials, one good check says so.
  const none = { check: 'shadowing', level: 'good', facts: {} } as const;
  return isShadowed || !canBeRead(snapshot) ? checks : [...checks, none];
}

/** Returns false if AWS tools refuse to read the credentials file or the config file. */
function canBeRead(snapshot: AwsSnapshot): boolean {
  return snapshot.files.problems().length === 0;
}

function checksOf(role: Role, snapshot: AwsSnapshot, identities: IdentityChecks): readonly Check[] {
  const identity = identities.checkOf(role);
  if (!canBeRead(snapshot)) {
    const facts = {
      role: role.name,
      profile: sourceNameOf(role),
      why: 'files',
    };
    const source: Check = { check: 'source', level: 'skipped', facts };
    return identity === null ? [source] : [source, identity];
  }
  return [
    ...sourceChecks(role, snapshot),
    ...(identity === null ? [] : [identity]),
    ...shadowings(role.targetProfile, snapshot.profiles, {}).map(
      ({ profile, by, effect }): Check => ({
        check: 'shadowing',
        level: effect === 'hides-ours' ? 'bad' : 'warning',
        facts: { role: role.name, profile, by, effect },
      }),
    ),
    ...endpointChecks(role, snapshot, identities),
  ];
}

function sourceChecks(role: Role, snapshot: AwsSnapshot): readonly Check[] {
  const chain = snapshot.sourceChain(role);
  const facts = { role: role.name, profile: sourceNameOf(role) };
  if (!chain.ok) {
    const trouble = troubleFacts(chain.failure);
    return [{ check: 'source', level: 'bad', facts: { ...facts, ...trouble } }];
  }
  const { kind } = chain.value.leaf;
  // These keys are in a file that was read. Other sources are not tried, because that would run a
  // program or need a sign-in.
  const isSeen = kind === 'keys' || kind === 'temporary-keys';
  return [
    { check: 'source', level: isSeen ? 'good' : 'skipped', facts: { ...facts, kind } },
    ...mfaChecks(role, chain.value, snapshot),
  ];
}

function troubleFacts(failure: Failure): Check['facts'] {
  const trouble = failure.kind;
  if (failure.kind === 'source-cycle') return { trouble, path: failure.path.join(' > ') };
  if (failure.kind === 'source-failed') return { trouble, message: failure.message };
  return { trouble };
}

function mfaChecks(role: Role, chain: SourceChain, snapshot: AwsSnapshot): readonly Check[] {
  const device = sourceDevice(chain, snapshot.profiles);
  if (device === null) return [];
  return [{ check: 'mfa-device', level: 'warning', facts: { role: role.name, ...device } }];
}

/** Checks a server that is not AWS. The check is good if the server answered in this run. */
function endpointChecks(
  role: Role,
  snapshot: AwsSnapshot,
  identities: IdentityChecks,
): readonly Check[] {
  const host = hostOfOtherSts(snapshot.stsUrl(role));
  if (host === null) return [];
  const level = identities.hasAnswer(role) ? 'good' : 'skipped';
  return [{ check: 'endpoint', level, facts: { role: role.name, host } }];
}

/** Returns every `ca_bundle` file that calls of roles use, once, with a profile that names it. */
export function bundlesOf(snapshot: AwsSnapshot): readonly ProfileBundle[] {
  const bundles = new Map<string, ProfileBundle>();
  for (const role of snapshot.roles) {
    const chain = snapshot.sourceChain(role);
    const profiles = chain.ok
      ? chain.value.path
      : [role.targetProfile, role.sourceProfile ?? role.targetProfile];
    for (const profile of profiles) {
      const path = snapshot.profiles.get(profile)?.caBundle ?? null;
      if (path !== null && !bundles.has(path)) bundles.set(path, { profile, path });
    }
  }
  return [...bundles.values()];
}
