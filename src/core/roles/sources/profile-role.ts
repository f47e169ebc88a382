import { withoutOuterDashes } from '../../without-outer-dashes.ts';
import type { RoleDraft } from '../role-draft.ts';
import type { Profile } from '../../aws-config/profiles.ts';

/** A role's name for a profile: what no name of ours may hold is a dash. */
export function roleNameOf(profile: string): string {
  return withoutOuterDashes(profile.replace(/[^A-Za-z0-9_\-/.%@]+/g, '-'));
}

/** What a `role_arn` profile says of its role (AWS SDKs and Tools reference guide, "Assume role credential provider"), but for where it is written. */
export function roleOfProfile(profile: Profile): Omit<RoleDraft, 'targetProfile'> {
  return {
    name: roleNameOf(profile.name),
    roleArn: profile.roleArn ?? '',
    sourceProfile: profile.sourceProfile ?? undefined,
    roleSessionName: profile.roleSessionName ?? undefined,
    durationSeconds: profile.durationSeconds ?? undefined,
    externalId: profile.externalId ?? undefined,
    mfaSerial: profile.mfaSerial ?? undefined,
    region: profile.region ?? undefined,
    endpoint: profile.ignoresConfiguredEndpoints
      ? undefined
      : (profile.stsEndpointUrl ?? undefined),
  };
}
