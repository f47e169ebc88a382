import type { CredentialKind } from '../credential-kind.ts';
import type { Values } from './config-sections.ts';
import type { SsoReading } from './sso-settings.ts';

/** The settings of a profile in both files, without the keys that Rolekeeper wrote. */
export interface ProfileValues {
  /** The values in the config file. */
  readonly config: Values;
  /** The values in the credentials file; empty if Rolekeeper wrote the section. */
  readonly credentials: Values;
  readonly sso: SsoReading | null;
}

/** The kinds of a profile's credentials, and why botocore would refuse the profile. */
export interface ProfileCredentials {
  /**
   * The kinds that the profile has. botocore uses the first one if another profile names this
   * profile as its source.
   */
  readonly credentialKinds: readonly CredentialKind[];
  /** Why botocore refuses the profile as a source; null if it accepts it. */
  readonly fault: string | null;
}

/**
 * Finds the kinds of a profile's credentials, in the order in which botocore tries them for a
 * `source_profile` (botocore/credentials.py, `_resolve_credentials_from_profile` and
 * `ProfileProviderBuilder.providers`).
 */
export function profileCredentials(values: ProfileValues): ProfileCredentials {
  const { config, credentials, sso } = values;
  const merged = new Map([...config, ...credentials]);
  const has = (key: string): boolean => (merged.get(key) ?? '') !== '';
  const isComplete = (from: Values): boolean => KEYS.every((key) => (from.get(key) ?? '') !== '');
  const isPartial = (from: Values): boolean =>
    (from.get(KEYS[0]) ?? '') !== '' && !isComplete(from);

  const isWebIdentity = has('web_identity_token_file');
  const isRole = has('role_arn') && !isWebIdentity;
  const hasStaticKeys = KEYS.some(has);
  const role: readonly Step[] = isRole ? [roleStep(merged)] : [];
  const chain: readonly Step[] = [
    ...(isWebIdentity
      ? [has('role_arn') ? step('web_identity', null) : step(null, NO_ROLE_ARN)]
      : []),
    ...(sso === null ? [] : [step('sso', sso.fault)]),
    ...(isComplete(credentials) ? [step('keys', null)] : []),
    ...(isPartial(credentials) ? [step(null, PARTIAL_KEYS)] : []),
    ...(has('login_session') ? [step('login_session', null)] : []),
    ...(has('credential_process') ? [step('credential_process', null)] : []),
    ...(isComplete(config) ? [step('keys', null)] : []),
    ...(isPartial(config) ? [step(null, PARTIAL_KEYS)] : []),
  ];
  const steps = hasStaticKeys ? [...chain, ...role] : [...role, ...chain];
  const credentialKinds = steps.flatMap((each) =>
    each.credentialKind === null ? [] : [each.credentialKind],
  );
  return { credentialKinds: [...new Set(credentialKinds)], fault: steps[0]?.fault ?? null };
}

/**
 * A provider of botocore whose settings are in the profile. botocore stops at the first such
 * provider, even if its settings are broken.
 */
interface Step {
  readonly credentialKind: CredentialKind | null;
  readonly fault: string | null;
}

function step(credentialKind: CredentialKind | null, fault: string | null): Step {
  return { credentialKind, fault };
}

const KEYS = ['aws_access_key_id', 'aws_secret_access_key'] as const;
const PARTIAL_KEYS = 'aws_access_key_id without aws_secret_access_key';
const NO_ROLE_ARN = 'web_identity_token_file without role_arn';
const SOURCES: readonly string[] = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'];

function roleStep(merged: Values): Step {
  const source = merged.get('credential_source') ?? '';
  const hasProfile = (merged.get('source_profile') ?? '') !== '';
  if (source !== '' && hasProfile) return step(null, 'both source_profile and credential_source');
  if (hasProfile) return step('role_arn', null);
  if (source === '') return step(null, 'role_arn without source_profile or credential_source');
  const isKnown = SOURCES.includes(source);
  return step('role_arn', isKnown ? null : `credential_source is none of ${SOURCES.join(', ')}`);
}
