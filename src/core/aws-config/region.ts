import type { Environment } from '../environment.ts';
import { defaultRegionOf, partitionOf, partitionOfRegion } from './partition.ts';
import type { SectionRegion } from '../credentials-file/session-values.ts';
import type { Profiles } from './profiles.ts';

/**
 * The fields of a role that decide its region. The ARN of the role or of its MFA device names the
 * partition.
 */
export interface RegionalRole {
  readonly region?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly mfaSerial?: string | undefined;
  readonly sourceProfile?: string | undefined;
  readonly ssoSession?: string | undefined;
  readonly ssoRegion?: string | undefined;
}

/**
 * Returns the region of STS for a role: the role's own, the source profile's, AWS_REGION,
 * AWS_DEFAULT_REGION, that of its sign-in, the partition's default. A region from profile or
 * environment that belongs to another partition is skipped, because a call there cannot succeed.
 */
export function regionFor(role: RegionalRole, profiles: Profiles, env: Environment): string {
  if (role.region !== undefined) return role.region;
  const { ssoSession: name } = role;
  const session = name === undefined ? null : profiles.ssoSession({ kind: 'sso-session', name });
  const signIn = role.ssoRegion ?? session?.region;
  const arn = role.roleArn ?? role.mfaSerial ?? '';
  const partition = (partitionOf(arn) ?? partitionOfRegion(signIn ?? ''))?.id;
  const candidates = [sourceRegion(role, profiles), env['AWS_REGION'], env['AWS_DEFAULT_REGION']];
  for (const region of candidates) {
    if (region === undefined || region === null || region === '') continue;
    const ofRegion = partitionOfRegion(region)?.id;
    if (ofRegion === undefined || partition === undefined || ofRegion === partition) return region;
  }
  return signIn ?? defaultRegionOf(arn);
}

function sourceRegion({ sourceProfile }: RegionalRole, profiles: Profiles): string | null {
  return sourceProfile === undefined ? null : (profiles.get(sourceProfile)?.region ?? null);
}

/**
 * Returns the region for a role's written section. Null if the config file names one for that
 * profile, because the credentials file would win. A region from the environment or a default is
 * not written.
 */
export function sectionRegion(
  role: RegionalRole & { readonly targetProfile: string },
  profiles: Profiles,
): SectionRegion {
  if (profiles.configRegion(role.targetProfile) !== null) return { hasRegionElsewhere: true };
  const known = role.region ?? sourceRegion(role, profiles);
  const isValid = known !== null && REGION.test(known);
  return isValid && regionFor(role, profiles, {}) === known ? { region: known } : {};
}

/** The text of a region. Any other text would make the whole session unusable. */
const REGION = /^[A-Za-z0-9-]+$/;

/**
 * Returns the region for a program that uses a role; null if the environment names one, which the
 * program inherits. Otherwise returns the region of the role, of its profile, or of STS.
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
