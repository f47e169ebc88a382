import type { Environment } from '../environment.ts';
import type { SsoSession } from '../sign-in-session.ts';
import { isAwsStsEndpoint } from './partition.ts';
import type { Profiles } from './profiles.ts';
import { signInKeyOf } from './sign-in-session.ts';

/** The services that Rolekeeper calls. The names are those of a `services` section. */
export type ConfiguredService = 'sts' | 'sso' | 'sso_oidc' | 'signin';

/**
 * Returns the first endpoint of: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, `endpoint_url` of
 * the profile's `services` section, `endpoint_url` of the profile (AWS SDKs and Tools reference
 * guide, "Service-specific endpoints"). Returns null if there is none, or if
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile turns them off.
 */
export function configuredEndpoint(
  profile: string,
  profiles: Profiles,
  env: Environment,
  service: ConfiguredService = 'sts',
): string | null {
  const settings = profiles.get(profile);
  const ignored = env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase();
  const ignoredByProfile = ignored === undefined && settings?.ignoresConfiguredEndpoints === true;
  if (ignored === 'true' || ignoredByProfile) return null;
  const named = [
    env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`],
    env['AWS_ENDPOINT_URL'],
    settings?.endpointUrlOf(service),
  ];
  return named.find((url) => url !== undefined && url !== null && url !== '') ?? null;
}

/** Returns the configured endpoint of STS; null if there is none, or if it is AWS's own. */
export function nonAwsEndpoint(
  profile: string,
  profiles: Profiles,
  env: Environment,
): string | null {
  const url = configuredEndpoint(profile, profiles, env);
  return url === null || isAwsStsEndpoint(url) ? null : url;
}

/** Returns the profile that AWS tools use if a command names no profile. */
export function selectedProfile(env: Environment): string {
  return (
    [env['AWS_PROFILE'], env['AWS_DEFAULT_PROFILE']].find(
      (name) => name !== undefined && name !== '',
    ) ?? 'default'
  );
}

/**
 * Returns true if `session.profile` is a profile that uses this sign-in. Returns false if
 * `session.profile` is the name of an `sso-session` or a start URL.
 */
export function isProfileOf(session: SsoSession, profiles: Profiles): boolean {
  const own = profiles.get(session.profile)?.signIn ?? null;
  return own !== null && signInKeyOf(own) === signInKeyOf(session);
}

/** Returns the profile whose endpoint, FIPS setting and certificates apply to a sign-in. */
export function settingsProfile(session: SsoSession, profiles: Profiles, env: Environment): string {
  return isProfileOf(session, profiles) ? session.profile : selectedProfile(env);
}
