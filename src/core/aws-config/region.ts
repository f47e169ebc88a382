import { defaultRegionOf, partitionOf, partitionOfRegion } from './partition.ts';
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
  const ambient = [profiles.get(role.sourceProfile)?.region, env['AWS_REGION'], env['AWS_DEFAULT_REGION']];
  for (const region of ambient) {
    if (region === undefined || region === null || region === '') continue;
    const ofRegion = partitionOfRegion(region)?.id;
    if (ofRegion === undefined || partition === undefined || ofRegion === partition) return region;
  }
  return defaultRegionOf(role.roleArn);
}
