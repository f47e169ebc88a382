import type { ImportObstacle } from '../../import-obstacle.ts';
import { nameOrder } from '../../name-order.ts';
import { roleNameOf } from '../role-name.ts';
import { permissionSetOfProfile, roleOfProfile } from '../sources/profile-role.ts';
import type { SsoSettings } from '../../sso-settings.ts';
import type { Profile, Profiles } from '../../aws-config/profiles.ts';
import type { Role } from '../role.ts';
import { type ImportNames, importNames } from './import-names.ts';
import { completeRole, type RoleDraft } from '../role-draft.ts';

/** The role that a profile becomes, or why it cannot become one. */
export type Candidate =
  | { readonly ok: true; readonly role: Role }
  | { readonly ok: false; readonly obstacle: ImportObstacle; readonly role: Role | null };

export interface ImportContext {
  readonly profiles: Profiles;
  /** The roles that exist. */
  readonly roles: readonly Role[];
  readonly sessionName: string;
  /** Role name and target profile for each profile that has a role. */
  readonly names: ReadonlyMap<string, ImportNames>;
}

export function importContext(parts: Omit<ImportContext, 'names'>): ImportContext {
  return { ...parts, names: importNames(roleProfiles(parts.profiles)) };
}

/**
 * Returns true if an import of all profiles skips a profile with this obstacle. Rolekeeper cannot
 * make a role of such a profile, or already has this role.
 */
export function isSkipped(obstacle: ImportObstacle): boolean {
  switch (obstacle.kind) {
    case 'no-role':
    case 'credential-source':
    case 'web-identity':
      return true;
    case 'name-taken':
      return obstacle.same;
    case 'profile-missing':
    case 'no-source':
    case 'source-cycle':
    case 'field-invalid':
    case 'endpoint-unconfirmed':
      return false;
  }
}

/**
 * Returns the role that a profile becomes, or the obstacle (AWS SDKs and Tools reference guide,
 * "Assume role credential provider"). The role's name and target profile come from `importNames`.
 */
export function candidateOf(name: string, context: ImportContext, id: string): Candidate {
  const { profiles, roles, sessionName } = context;
  const profile = profiles.get(name);
  if (profile === null)
    return impossible({ kind: 'profile-missing', known: roleProfiles(profiles) });
  const obstacle = obstacleOf(profile) ?? cycleAt(name, profiles);
  if (obstacle !== null) return impossible(obstacle);
  const completed = completeRole(draftOf(profile, context), { id, sessionName });
  if (!completed.ok) {
    const { failure } = completed;
    if (failure.kind !== 'field-invalid')
      throw new Error(
        `completeRole can fail only with field-invalid, but it failed with ${failure.kind}`,
      );
    return impossible({ kind: 'field-invalid', field: failure.field, rule: failure.rule });
  }
  const role = completed.value;
  const taken = roles.find((other) => other.name === role.name || isImportOf(other, role));
  if (taken === undefined) return { ok: true, role };
  return {
    ok: false,
    obstacle: { kind: 'name-taken', roleName: taken.name, same: isSameInAws(taken, role) },
    role,
  };
}

/**
 * Returns the sorted names of the profiles that have a role, including those that Rolekeeper cannot
 * import.
 */
export function roleProfiles(profiles: Profiles): readonly string[] {
  return profiles
    .names()
    .filter((name) => hasRole(profiles.get(name)))
    .toSorted(nameOrder());
}

/** Returns true if the profile has a `role_arn`, or a permission set that AWS tools would use. */
function hasRole(profile: Profile | null): boolean {
  return profile !== null && (profile.roleArn !== null || permissionSetOf(profile) !== null);
}

function permissionSetOf({ roleArn, credentialKinds, sso }: Profile): SsoSettings | null {
  return roleArn === null && credentialKinds[0] === 'sso' ? sso : null;
}

function impossible(obstacle: ImportObstacle): Candidate {
  return { ok: false, obstacle, role: null };
}

function obstacleOf(profile: Profile): ImportObstacle | null {
  const { roleArn, credentialKinds, sourceProfile, credentialSource } = profile;
  if (permissionSetOf(profile) !== null) return null;
  if (roleArn === null) return { kind: 'no-role', holds: credentialKinds[0] ?? null };
  if (credentialKinds.includes('role_arn')) {
    return sourceProfile === null
      ? { kind: 'credential-source', source: credentialSource ?? '' }
      : null;
  }
  return credentialKinds.includes('web_identity')
    ? { kind: 'web-identity' }
    : { kind: 'no-source' };
}

/**
 * Returns the cycle in a profile's source profiles, as botocore follows them; null if there is
 * none.
 */
function cycleAt(name: string, profiles: Profiles): ImportObstacle | null {
  const path = [name];
  for (let at = profiles.get(name); ;) {
    const next: string | null = at?.sourceProfile ?? null;
    at = next === null ? null : profiles.get(next);
    if (next === null || at?.credentialKinds[0] !== 'role_arn') return null;
    const isCycle = path.includes(next);
    path.push(next);
    if (isCycle) return { kind: 'source-cycle', path };
  }
}

function draftOf(profile: Profile, context: ImportContext): RoleDraft {
  const sso = permissionSetOf(profile);
  if (sso !== null)
    return { ...permissionSetOfProfile(profile, sso), ...namesOf(profile.name, context) };
  const role = roleOfProfile(profile);
  const names = namesOf(profile.name, context);
  const source = profile.sourceProfile ?? '';
  // A profile that names itself as its source uses its own keys.
  const sourceProfile = source === profile.name ? source : (importedAs(source, context) ?? source);
  return { ...role, ...names, sourceProfile };
}

/**
 * Returns the target profile of the role that a source profile became. Returns null if there is no
 * such role, or if AWS tools would use other credentials of the source profile.
 */
function importedAs(source: string, context: ImportContext): string | null {
  const { profiles, roles } = context;
  const profile = profiles.get(source);
  if (profile?.credentialKinds[0] !== 'role_arn') return null;
  const wanted = { ...namesOf(source, context), roleArn: profile.roleArn ?? '' };
  const role = roles.find((other) => isImportOf(other, wanted));
  return role?.targetProfile ?? null;
}

function namesOf(profile: string, { names }: ImportContext): ImportNames {
  const name = roleNameOf(profile);
  return names.get(profile) ?? { name, targetProfile: name };
}

/**
 * Returns true if the role was probably imported from this profile. Its name or its target profile
 * may have changed since, but not both.
 */
function isImportOf(role: Role, wanted: Wanted): boolean {
  return (
    isSameInAws(role, wanted) &&
    (role.name === wanted.name || role.targetProfile === wanted.targetProfile)
  );
}

type Wanted = Pick<Role, 'name' | 'targetProfile'> & AwsRole;
type AwsRole = Partial<Pick<Role, 'roleArn' | 'accountId' | 'permissionSet'>>;

/**
 * Returns true if both are the same role of AWS, or the same permission set in the same account.
 */
function isSameInAws(one: AwsRole, other: AwsRole): boolean {
  return (
    one.roleArn === other.roleArn &&
    one.accountId === other.accountId &&
    one.permissionSet === other.permissionSet
  );
}
