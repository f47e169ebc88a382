import type { Environment } from '../environment.ts';
import type { RoleWarning } from './role-warning.ts';
import type { Profiles } from '../aws-config/profiles.ts';
import { CHAINED_SECONDS } from './kinds/assume-role.ts';
import { isAtAws } from './kinds/shared-rules.ts';
import { checkRole } from './role-rules.ts';
import { isAssumed, type Role, type AssumableRole } from './role.ts';
import { shadowings } from '../aws-config/shadowing.ts';
import { sourceChain } from './sources/source-chain.ts';
import { sourceDevice } from './sources/source-device.ts';

/**
 * Returns what a person should know about a role. The role can be saved anyway, because each
 * problem can be corrected later, or in another file.
 */
export function roleWarnings(
  role: Role,
  {
    roles,
    profiles,
    env,
  }: { readonly roles: readonly Role[]; readonly profiles: Profiles; readonly env: Environment },
): readonly RoleWarning[] {
  const others = roles.filter(({ id }) => id !== role.id);
  const chain = sourceChain(role, { roles: [...others, role], profiles });
  const isChained = chain.ok && chain.value.hops.length > 0;
  const own = checkRole(role).warnings;
  const warnings: RoleWarning[] =
    isChained && isAssumed(role)
      ? [...own.filter(isIndependentOfCaller), ...chainedRoleWarnings(role)]
      : [...own];
  if (!chain.ok && chain.failure.kind === 'source-missing') {
    warnings.push({ kind: 'source-not-there-yet', profile: chain.failure.profile });
  }
  const device = chain.ok ? sourceDevice(chain.value, profiles) : null;
  if (device !== null) warnings.push({ kind: 'source-has-mfa', ...device });
  const [holds] = profiles.get(role.targetProfile)?.credentialKinds ?? [];
  // If the profile has a `role_arn`, AWS tools never use Rolekeeper's keys. The warning about
  // shadowing says what to do.
  if (holds !== undefined && holds !== 'role_arn')
    warnings.push({ kind: 'target-not-owned', profile: role.targetProfile, holds });
  for (const shadowing of shadowings(role.targetProfile, profiles, env))
    warnings.push({ kind: 'shadowing', shadowing });
  const sharing = others
    .filter(({ targetProfile }) => targetProfile === role.targetProfile)
    .map(({ name }) => name);
  if (sharing.length > 0)
    warnings.push({ kind: 'target-shared', profile: role.targetProfile, roleNames: sharing });
  return warnings;
}

/** Returns true for a warning that does not depend on the credentials that call STS. */
function isIndependentOfCaller({ kind }: RoleWarning): boolean {
  return kind !== 'duration-capped' && kind !== 'mfa-each-time';
}

function chainedRoleWarnings({
  durationSeconds,
  mfa,
  sourceProfile,
  endpoint,
}: AssumableRole): readonly RoleWarning[] {
  const isCapped = durationSeconds > CHAINED_SECONDS && isAtAws(endpoint);
  return [
    ...(mfa === 'each-time'
      ? [{ kind: 'mfa-each-time-unused', profile: sourceProfile } as const]
      : []),
    ...(isCapped ? [{ kind: 'duration-capped', durationSeconds, by: 'role' } as const] : []),
  ];
}
