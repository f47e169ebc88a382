import type { Environment } from '../environment.ts';
import type { Profiles } from './profiles.ts';

/** Selects which of AWS's STS endpoints is used if no endpoint is configured. */
export interface StsVariant {
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /**
   * True if `sts.amazonaws.com` is used for the regions whose calls AWS tools sent there before
   * 2019.
   */
  readonly useGlobalEndpoint: boolean;
}

/**
 * Returns the variant that the environment and the profile select. A variable wins over the
 * profile.
 */
export function stsVariant(profile: string, profiles: Profiles, env: Environment): StsVariant {
  const settings = profiles.get(profile);
  const regional = env['AWS_STS_REGIONAL_ENDPOINTS'] ?? settings?.stsRegionalEndpoints;
  return {
    useFipsEndpoint: flag(env['AWS_USE_FIPS_ENDPOINT'], settings?.useFipsEndpoint),
    useDualstackEndpoint: flag(env['AWS_USE_DUALSTACK_ENDPOINT'], settings?.useDualstackEndpoint),
    useGlobalEndpoint: regional === 'legacy',
  };
}

/** Returns the region that AWS tools use with this profile; null if none is configured. */
export function toolRegion(profile: string, profiles: Profiles, env: Environment): string | null {
  const named = [env['AWS_REGION'], env['AWS_DEFAULT_REGION'], profiles.get(profile)?.region];
  return named.find((region) => region !== undefined && region !== null && region !== '') ?? null;
}

function flag(variable: string | undefined, setting: boolean | undefined): boolean {
  return variable === undefined ? (setting ?? false) : variable.toLowerCase() === 'true';
}
