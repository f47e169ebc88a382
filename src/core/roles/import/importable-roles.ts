import type { NotImportable } from '../../failures/failure.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Profile, Profiles } from '../profiles/profiles.ts';
import type { Role } from '../role.ts';
import type { RoleDraft } from '../role-draft.ts';

/** A profile with a role of the user's config file, as it would be added. Nothing in it is run. */
export interface ImportableRole {
  readonly profile: string;
  readonly draft: RoleDraft;
  /** A role of that name is there already. */
  readonly isThere: boolean;
  /** The profile sends its calls to an endpoint of its own: a person should say yes to that. */
  readonly endpoint: string | null;
}

/** What a role's own keys would be hidden by under the profile's own name: they go beside it. */
function importTarget(profile: string): string {
  return `${profile}-rk`;
}

/** Every profile with a role that can be imported, in the files' order. */
export function importableRoles(profiles: Profiles, roles: readonly Role[]): readonly ImportableRole[] {
  return profiles.names().flatMap((name) => {
    const profile = profiles.get(name);
    if (profile === null || notImportable(profile) !== null) return [];
    const isThere = roles.some((role) => role.name === name);
    return [{ profile: name, draft: draftOf(profile, profiles, roles, []), isThere, endpoint: profile.stsEndpointUrl }];
  });
}

/**
 * A role as its profile describes it (AWS SDKs and Tools reference guide, "Assume role credential provider"). Its target is NAME-rk. A source profile that is
 * imported too, now (`together`) or earlier, becomes that role's target. `not-importable` says why it is none.
 */
export function importDraft(
  name: string,
  profiles: Profiles,
  roles: readonly Role[],
  together: readonly string[],
): Result<RoleDraft> {
  const profile = profiles.get(name);
  const reason = profile === null ? 'missing' : notImportable(profile);
  if (profile === null || reason !== null)
    return failed({ kind: 'not-importable', profile: name, why: reason ?? 'missing' });
  return ok(draftOf(profile, profiles, roles, together));
}

function draftOf(profile: Profile, profiles: Profiles, roles: readonly Role[], together: readonly string[]): RoleDraft {
  const source = profile.sourceProfile ?? 'default';
  const target = importTarget(source);
  const sourceProfileOf = profiles.get(source);
  const isRole = sourceProfileOf !== null && notImportable(sourceProfileOf) === null;
  const isImported =
    isRole && (together.includes(source) || roles.some(({ targetProfile }) => targetProfile === target));
  const { roleArn, roleSessionName, durationSeconds, externalId, mfaSerial, region, stsEndpointUrl } = profile;
  return {
    name: profile.name,
    roleArn: roleArn ?? '',
    sourceProfile: isImported ? target : source,
    targetProfile: importTarget(profile.name),
    ...(roleSessionName === null ? {} : { roleSessionName }),
    ...(durationSeconds === null ? {} : { durationSeconds }),
    ...(externalId === null ? {} : { externalId }),
    ...(mfaSerial === null ? {} : { mfaSerial }),
    ...(region === null ? {} : { region }),
    ...(stsEndpointUrl === null ? {} : { endpoint: stsEndpointUrl }),
  };
}

function notImportable(profile: Profile): Exclude<NotImportable, 'missing'> | null {
  if (profile.roleArn === null) return 'no-role';
  if (profile.webIdentityTokenFile !== null) return 'web-identity';
  return profile.sourceProfile === null ? 'credential-source' : null;
}
