import type { RoleDraft } from '../role-draft.ts';
import { roleNameOf } from '../role-name.ts';
import { defaultRegionOf } from '../../aws-config/partition.ts';
import { stsEndpoint } from '../../aws-config/sts-endpoint.ts';
import type { Profile } from '../../aws-config/profiles.ts';
import type { SsoSettings } from '../../sso-settings.ts';

/**
 * Returns the role of a `role_arn` profile, without its target profile (AWS SDKs and Tools
 * reference guide, "Assume role credential provider").
 */
export function roleOfProfile(
  profile: Profile,
): Omit<RoleDraft, 'kind' | 'targetProfile'> & { readonly roleArn: string } {
  return {
    name: roleNameOf(profile.name),
    roleArn: profile.roleArn ?? '',
    sourceProfile: profile.sourceProfile ?? undefined,
    roleSessionName: profile.roleSessionName ?? undefined,
    durationSeconds: profile.durationSeconds ?? undefined,
    externalId: profile.externalId ?? undefined,
    mfaSerial: profile.mfaSerial ?? undefined,
    region: profile.region ?? undefined,
    endpoint: endpointOf(profile),
  };
}

/**
 * Returns the role of a profile with a permission set, without its target profile (AWS SDKs and
 * Tools reference guide, "IAM Identity Center credential provider").
 */
export function permissionSetOfProfile(
  { name, region }: Profile,
  { session, startUrl, region: ssoRegion, accountId, roleName }: SsoSettings,
): Omit<RoleDraft, 'targetProfile'> {
  const signIn = session === null ? { startUrl, ssoRegion } : { ssoSession: session };
  return {
    kind: 'identity-center',
    name: roleNameOf(name),
    ...signIn,
    accountId,
    permissionSet: roleName,
    region: region ?? undefined,
  };
}

/**
 * Returns the endpoint that the profile names, or else AWS's endpoint for the profile's FIPS,
 * dual-stack or legacy settings. Returns undefined for AWS's default endpoint.
 */
function endpointOf(profile: Profile): string | undefined {
  const named = profile.ignoresConfiguredEndpoints ? null : profile.stsEndpointUrl;
  if (named !== null) return named;
  const region = profile.region ?? defaultRegionOf(profile.roleArn ?? '');
  const { url } = stsEndpoint(region, {
    useFipsEndpoint: profile.useFipsEndpoint,
    useDualstackEndpoint: profile.useDualstackEndpoint,
    useGlobalEndpoint: profile.stsRegionalEndpoints === 'legacy',
  });
  const isDefault = url === stsEndpoint(region, DEFAULT_VARIANT).url;
  return isDefault ? undefined : url;
}

const DEFAULT_VARIANT = {
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  useGlobalEndpoint: false,
};
