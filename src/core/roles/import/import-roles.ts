import { isNewEndpoint } from '../../aws-config/partition.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Role } from '../role.ts';
import { changeRole } from '../role-draft.ts';
import { sourceChain } from '../sources/source-chain.ts';
import { sourceDevice } from '../sources/source-device.ts';
import { candidateOf, type Candidate, type ImportContext } from './importable.ts';

export interface ImportedProfile {
  readonly profile: string;
  readonly result: Result<Role>;
}

export interface ImportConsent {
  readonly isAllowed: (endpoint: string) => boolean;
  /** Profiles whose roles use the MFA device of their source profile. Absent means none. */
  readonly withSourceMfa?: ReadonlySet<string>;
}

/**
 * Returns the role of each chosen profile, or `not-importable` with the reason. If its source
 * profile also becomes a role, the role's source is the target profile of that other role.
 */
export function importRoles(
  chosen: readonly string[],
  context: ImportContext,
  newId: () => string,
  { isAllowed, withSourceMfa = new Set() }: ImportConsent,
): readonly ImportedProfile[] {
  const names = new Set(context.roles.map(({ name }) => name));
  const first = chosen.map((profile) => {
    const candidate = confirmedCandidate(candidateOf(profile, context, newId()), isAllowed, names);
    if (candidate.ok) names.add(candidate.role.name);
    return { profile, candidate };
  });
  const added = first.flatMap(({ candidate }) => (candidate.ok ? [candidate.role] : []));
  return first.map(({ profile, candidate }) => {
    if (!candidate.ok)
      return {
        profile,
        result: failed({ kind: 'not-importable', profile, obstacle: candidate.obstacle }),
      };
    const { role } = candidate;
    // The profile is read again with the other new roles, because one of them may be its source.
    const others = [...context.roles, ...added.filter(({ id }) => id !== role.id)];
    const again = candidateOf(profile, { ...context, roles: others }, role.id);
    const read = again.ok ? again.role : role;
    if (!withSourceMfa.has(profile)) return { profile, result: ok(read) };
    return { profile, result: withDevice(profile, read, { ...context, roles: others }) };
  });
}

/** Returns the role with the MFA device that its source profile names, if there is one. */
function withDevice(profile: string, role: Role, context: ImportContext): Result<Role> {
  const chain = sourceChain(role, context);
  const device = chain.ok ? sourceDevice(chain.value, context.profiles) : null;
  if (device === null) return ok(role);
  const changed = changeRole(role, { mfaSerial: device.serial });
  if (changed.ok || changed.failure.kind !== 'field-invalid') return changed;
  return failed({ kind: 'not-importable', profile, obstacle: changed.failure });
}

/** Refuses a role whose endpoint the person did not allow, and a role whose name already exists. */
function confirmedCandidate(
  candidate: Candidate,
  isAllowed: (endpoint: string) => boolean,
  names: ReadonlySet<string>,
): Candidate {
  if (!candidate.ok) return candidate;
  const { role } = candidate;
  if (names.has(role.name)) {
    return { ok: false, obstacle: { kind: 'name-taken', roleName: role.name, same: false }, role };
  }
  if (!isNewEndpoint(role.endpoint, undefined) || isAllowed(role.endpoint)) return candidate;
  return { ok: false, obstacle: { kind: 'endpoint-unconfirmed', endpoint: role.endpoint }, role };
}
