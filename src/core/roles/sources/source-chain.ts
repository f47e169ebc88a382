import { failed, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Failure } from '../../failure.ts';
import type { CredentialKind } from '../../credential-kind.ts';
import type { Profile, Profiles } from '../../aws-config/profiles.ts';
import type { SsoReference } from '../../aws-config/sign-in-session.ts';
import type { SsoSettings } from '../../sso-settings.ts';
import type { AssumeRoleRequest } from '../../ports/sts.ts';
import { isAssumed, type Role } from '../role.ts';

/**
 * Where the credentials that assume a role come from. The leaf's credentials assume the last hop,
 * each hop assumes the hop before it, and the first hop assumes the role.
 */
export interface SourceChain {
  /** The roles between the role and the leaf. Empty if the leaf assumes the role directly. */
  readonly hops: readonly ChainHop[];
  readonly leaf: ChainLeaf;
  /**
   * The serial of the MFA device that the role or a hop names. Null if none does; otherwise the
   * leaf's credentials first get an MFA session with this device.
   */
  readonly mfaSerial: string | null;
  /** The profiles of the chain, for messages. The first one is the role's own target. */
  readonly path: readonly string[];
}

export type ChainHop =
  /** A role of Rolekeeper. Its session in the credentials file is used if it is fresh. */
  | { readonly kind: 'role'; readonly role: Role }
  /** A `role_arn` profile of the config file. Its session stays in memory. */
  | {
      readonly kind: 'profile';
      readonly profile: string;
      readonly request: AssumeRoleRequest;
      readonly region: string | null;
    };

export interface ChainLeaf {
  /**
   * The profile with the first credentials. If a role itself is the leaf, this is its target
   * profile.
   */
  readonly profile: string;
  /** The permission set of a Rolekeeper role. Absent for a profile. */
  readonly sso?: SsoSettings;
  /**
   * `keys` are long-term keys. `temporary-keys` have a session token that Rolekeeper did not write.
   */
  readonly kind:
    | 'keys'
    | 'temporary-keys'
    | 'credential_process'
    | 'credential_source'
    | 'sso'
    | 'web_identity'
    | 'login_session';
}

/**
 * Duration of a `role_arn` profile that sets none (AWS SDKs and Tools reference guide, "Assume role
 * credential provider").
 */
const DEFAULT_DURATION_SECONDS = 3600;

/**
 * Returns where the credentials that assume a role come from. Fails with `source-missing`,
 * `source-ambiguous`, `source-failed`, `source-cycle` (with the path), and `mfa-impossible` (there
 * is a serial, but the credentials cannot call GetSessionToken).
 */
export function sourceChain(
  role: Role,
  { roles, profiles }: { readonly roles: readonly Role[]; readonly profiles: Profiles },
): Result<SourceChain> {
  const hops: ChainHop[] = [];
  const path = [role.targetProfile];
  const serials: (string | null | undefined)[] = [role.mfaSerial];
  const seen = new Set([`role ${role.id}`]);
  /** The last role of Rolekeeper in the chain so far. */
  let lastRole = role;
  let next = role.sourceProfile;
  for (;;) {
    if (next === undefined) {
      const leaf = ownLeaf(lastRole, profiles);
      return leaf.ok ? withMfa({ hops, leaf: leaf.value, path }, serials, null) : leaf;
    }
    const name = next;
    const impossible: Failure = {
      kind: 'mfa-impossible',
      serial: lastRole.mfaSerial ?? '',
      profile: name,
    };
    path.push(name);
    const profile = profiles.get(name);
    const [credentialKind] = profile?.credentialKinds ?? [];
    if (profile !== null && credentialKind === 'role_arn') {
      const { fault } = profile;
      if (!isAssumed(lastRole)) return failed(impossible);
      if (fault !== null) return failed({ kind: 'source-failed', profile: name, message: fault });
      if (seen.has(`profile ${name}`)) return failed({ kind: 'source-cycle', path });
      seen.add(`profile ${name}`);
      hops.push(profileHop(profile, role));
      serials.push(profile.mfaSerial);
      if (profile.sourceProfile === null)
        return withMfa({ hops, leaf: sourceLeaf(name), path }, serials, profile);
      next = profile.sourceProfile;
      continue;
    }
    // The profile has credentials that Rolekeeper did not write, so the chain ends here.
    if (profile !== null && credentialKind !== undefined && credentialKind !== 'role_arn') {
      return withMfa(
        { hops, leaf: { profile: name, kind: leafKind(credentialKind, profile) }, path },
        serials,
        profile,
      );
    }
    const parent = roleBehind(name, profile, roles, path);
    if (!parent.ok) return parent;
    if (!isAssumed(lastRole)) return failed(impossible);
    if (seen.has(`role ${parent.value.id}`)) return failed({ kind: 'source-cycle', path });
    seen.add(`role ${parent.value.id}`);
    hops.push({ kind: 'role', role: parent.value });
    const other = isAssumed(parent.value) ? null : otherSerial(serials, parent.value);
    if (other !== null) return failed({ kind: 'mfa-impossible', serial: other, profile: name });
    serials.push(parent.value.mfaSerial);
    lastRole = parent.value;
    next = lastRole.sourceProfile;
  }
}

/** Returns a serial of the chain that differs from the serial of this role; null if none does. */
function otherSerial(serials: readonly (string | null | undefined)[], role: Role): string | null {
  if (role.mfaSerial === undefined) return null;
  return serials.find((serial) => (serial ?? role.mfaSerial) !== role.mfaSerial) ?? null;
}

/** Returns the leaf of a role without a source profile, which is its permission set. */
function ownLeaf(role: Role, profiles: Profiles): Result<ChainLeaf> {
  const { targetProfile: profile, accountId = '', permissionSet: roleName = '' } = role;
  const session = role.ssoSession ?? null;
  const named = profiles.ssoSession(signInOf(role));
  if (named === null) {
    const message = `the sso-session "${session ?? ''}" does not exist or is not complete`;
    return failed({ kind: 'source-failed', profile, message });
  }
  const { startUrl, region } = named;
  return ok({ profile, kind: 'sso', sso: { startUrl, region, accountId, roleName, session } });
}

function signInOf({ ssoSession, startUrl = '', ssoRegion = '' }: Role): SsoReference {
  return ssoSession === undefined
    ? { kind: 'start-url', startUrl, region: ssoRegion }
    : { kind: 'sso-session', name: ssoSession };
}

/**
 * Returns the role with this target profile. If several roles have it, returns the role whose
 * session is in the profile.
 */
function roleBehind(
  name: string,
  profile: Profile | null,
  roles: readonly Role[],
  path: readonly string[],
): Result<Role> {
  const candidates = roles.filter((role) => role.targetProfile === name);
  const marked = candidates.find((role) => role.id === profile?.mark?.roleId);
  if (marked !== undefined) return ok(marked);
  const [only, ...others] = candidates;
  const fault = profile?.fault ?? null;
  if (only === undefined && fault !== null)
    return failed({ kind: 'source-failed', profile: name, message: fault });
  if (only === undefined) return failed({ kind: 'source-missing', profile: name, path });
  if (others.length === 0) return ok(only);
  return failed({
    kind: 'source-ambiguous',
    profile: name,
    roleNames: candidates.map((role) => role.name),
  });
}

function profileHop(profile: Profile, role: Role): ChainHop {
  return {
    kind: 'profile',
    profile: profile.name,
    region: profile.region,
    request: {
      roleArn: profile.roleArn ?? '',
      roleSessionName: profile.roleSessionName ?? role.roleSessionName ?? '',
      durationSeconds: profile.durationSeconds ?? DEFAULT_DURATION_SECONDS,
      ...(profile.externalId === null ? {} : { externalId: profile.externalId }),
    },
  };
}

function sourceLeaf(profile: string): ChainLeaf {
  return { profile, kind: 'credential_source' };
}

function leafKind(
  credentialKind: Exclude<CredentialKind, 'role_arn'>,
  profile: Profile,
): ChainLeaf['kind'] {
  if (credentialKind === 'keys') return profile.temporary ? 'temporary-keys' : 'keys';
  return credentialKind;
}

function withMfa(
  chain: Omit<SourceChain, 'mfaSerial'>,
  serials: readonly (string | null | undefined)[],
  leafProfile: Profile | null,
): Result<SourceChain> {
  const serial = serials.find((each) => each !== undefined && each !== null) ?? null;
  if (serial !== null && !mayHaveMfa(chain.leaf, leafProfile)) {
    const failure: Failure = { kind: 'mfa-impossible', serial, profile: chain.leaf.profile };
    return failed(failure);
  }
  return ok({ ...chain, mfaSerial: serial });
}

/**
 * Returns false if the leaf cannot have an MFA session, because only long-term keys can call
 * GetSessionToken. Returns true for a process and for the environment, because the kind of their
 * keys is known only later.
 */
function mayHaveMfa(leaf: ChainLeaf, profile: Profile | null): boolean {
  switch (leaf.kind) {
    case 'keys':
    case 'credential_process':
      return true;
    case 'credential_source':
      return profile?.credentialSource === 'Environment';
    case 'temporary-keys':
    case 'sso':
    case 'web_identity':
    case 'login_session':
      return false;
  }
}
