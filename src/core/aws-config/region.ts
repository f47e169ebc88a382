import type { Environment } from '../environment.ts';
import { defaultRegionOf, partitionOf, partitionOfRegion } from './partition.ts';
import type { SectionRegion } from '../credentials-file/session-values.ts';
import type { Profiles } from './profiles.ts';

/**
 * The fields of a role that its region depends on. The ARN of the role or of its MFA device
 * contains the partition.
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
 * Returns the region of STS for a role, which is the first of: the region of the role, of its
 * source profile, AWS_REGION, AWS_DEFAULT_REGION, the region of its sign-in, the default region of
 * the partition. A region of the profile or the environment is skipped if it is not in the role's
 * partition.
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
 * Returns the region to write into a role's section, which is the region of the role or of its
 * source profile. Returns no region if the config file has one for the target profile, because a
 * region in the credentials file would override it.
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

/** The allowed characters of a region. With other text, AWS tools could not use the session. */
const REGION = /^[A-Za-z0-9-]+$/;

/**
 * Returns the region to set for a program that uses a role: the region of the role, of its target
 * profile, or of STS. Returns null if the environment names a region, because the program inherits
 * it.
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
