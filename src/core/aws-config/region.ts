import { defaultRegionOf, partitionOf, partitionOfRegion } from './partition.ts';
import type { SectionRegion } from '../credentials-file/session-values.ts';
import type { Profiles } from './profiles.ts';
import type { Environment } from './shadowing.ts';

interface RegionalRole {
  readonly roleArn: string;
  readonly region?: string | undefined;
  readonly sourceProfile: string;
}

/**
 * Where STS is asked for a role: the role's region, the source profile's, AWS_REGION, AWS_DEFAULT_REGION, the partition's default. A region that
 * only happens to be set and belongs to another partition is passed over: a call there could never succeed.
 */
export function regionFor(role: RegionalRole, profiles: Profiles, env: Environment): string {
  if (role.region !== undefined) return role.region;
  const partition = partitionOf(role.roleArn)?.id;
  const ambient = [
    profiles.get(role.sourceProfile)?.region,
    env['AWS_REGION'],
    env['AWS_DEFAULT_REGION'],
  ];
  for (const region of ambient) {
    if (region === undefined || region === null || region === '') continue;
    const ofRegion = partitionOfRegion(region)?.id;
    if (ofRegion === undefined || partition === undefined || ofRegion === partition) return region;
  }
  return defaultRegionOf(role.roleArn);
}

/**
 * Returns the region for a role's written section. None if the config file names one for that
 * profile, since the credentials file wins; none that the environment or a default gives.
 */
export function sectionRegion(
  role: RegionalRole & { readonly targetProfile: string },
  profiles: Profiles,
): SectionRegion {
  if (profiles.configRegion(role.targetProfile) !== null) return { hasRegionElsewhere: true };
  const known = role.region ?? profiles.get(role.sourceProfile)?.region;
  const isWhole = known !== undefined && known !== null && REGION.test(known);
  return isWhole && regionFor(role, profiles, {}) === known ? { region: known } : {};
}

/** What may be written: another text would make the whole session unusable. */
const REGION = /^[A-Za-z0-9-]+$/;

/**
 * Returns the region for a program that works as a role; null if the environment names one, which
 * the program inherits. Else the role's, its profile's, and the one in which STS is asked.
 */
export function childRegion(
  role: RegionalRole & { readonly targetProfile: string },
  profiles: Profiles,
  env: Environment,
): string | null {
  const isNamed = [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].some(
    (region) => (region ?? '') !== '',
  );
  if (isNamed) return null;
  return role.region ?? profiles.get(role.targetProfile)?.region ?? regionFor(role, profiles, env);
}
