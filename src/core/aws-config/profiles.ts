import { parseIni } from '../credentials-file/ini-document.ts';
import type { IniDocument, IniSection } from '../credentials-file/ini-document.ts';
import { NO_OWNER, type Owner } from '../credentials-file/owner.ts';
import { documentOf, readingOf } from '../credentials-file/section.ts';
import type { CredentialKind } from '../credential-kind.ts';
import type { Credentials } from '../credentials.ts';
import {
  type ConfigSections,
  configSections,
  nestedValue,
  type Values,
  valuesOf,
} from './config-sections.ts';
import { profileCredentials } from './profile-credentials.ts';
import { signInSessionOf, type SsoReference, ssoSessionOf } from './sign-in-session.ts';
import type { SignInSession, SsoSession } from '../sign-in-session.ts';
import type { SsoSettings } from '../sso-settings.ts';
import { readSso } from './sso-settings.ts';

/**
 * A profile of the config file and the credentials file, without secrets. The settings of the
 * credentials file win, as in every SDK.
 */
export interface Profile {
  readonly name: string;
  /**
   * The kinds of this profile's credentials, without keys that Rolekeeper wrote. The kind that
   * botocore uses comes first.
   */
  readonly credentialKinds: readonly CredentialKind[];
  /** Why botocore refuses the profile as a source; null if it accepts it. */
  readonly fault: string | null;
  /** True if the profile has a session token and Rolekeeper did not write it. */
  readonly temporary: boolean;
  /**
   * The mark (see credentials-file/mark.ts) in the profile's section of the credentials file. Null
   * if there is none, or if another tool has replaced the keys that Rolekeeper wrote.
   */
  readonly mark: { readonly roleId: string; readonly accessKeyId: string } | null;
  readonly roleArn: string | null;
  readonly sourceProfile: string | null;
  readonly credentialSource: string | null;
  readonly credentialProcess: string | null;
  readonly webIdentityTokenFile: string | null;
  readonly externalId: string | null;
  readonly roleSessionName: string | null;
  readonly durationSeconds: number | null;
  readonly mfaSerial: string | null;
  /** A command that prints the six digits of the MFA device (aws-vault's USAGE, "mfa_process"). */
  readonly mfaProcess: string | null;
  readonly region: string | null;
  /** Path of a file with certificates, `ca_bundle`. */
  readonly caBundle: string | null;
  /**
   * The endpoint of STS. It is the `endpoint_url` of the `services` section that the profile names,
   * or else the `endpoint_url` of the profile.
   */
  readonly stsEndpointUrl: string | null;
  /** Returns the endpoint of a service by its name in a `services` section. */
  readonly endpointUrlOf: (service: string) => string | null;
  readonly ignoresConfiguredEndpoints: boolean;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  /** The value of `sts_regional_endpoints`. */
  readonly stsRegionalEndpoints: string | null;
  /** The profile's settings for the instance metadata service. */
  readonly metadataSettings: readonly (readonly [key: string, value: string])[];
  /** Null if the profile has no settings of Identity Center, or if they are incomplete. */
  readonly sso: SsoSettings | null;
  /** `login_session`: the ARN of the identity that signed in with `aws login`. */
  readonly loginSession: string | null;
  readonly signIn: SignInSession | null;
}

/**
 * The profiles of the config file and the credentials file. A profile is parsed when it is first
 * needed, because the files may contain thousands.
 */
export interface Profiles {
  get(name: string): Profile | null;
  /** Returns the profile's region in the config file, or null. Ignores the credentials file. */
  configRegion(name: string): string | null;
  /**
   * Returns the profile's secret keys, but not those that Rolekeeper wrote; null if it has no other
   * keys. Keys of the credentials file win over keys of the config file.
   */
  keys(name: string): Credentials | null;
  names(): readonly string[];
  /** Returns null if the config file has no such `sso-session`, or if it is incomplete. */
  ssoSession(from: SsoReference): SsoSession | null;
  /** Returns the names of the `sso-session` sections. */
  ssoSessions(): readonly string[];
}

/**
 * Reads the texts of `~/.aws/config` and `~/.aws/credentials` as AWS's tools do (AWS SDKs and Tools
 * reference guide, "Shared config and credentials files"). A text is null if there is no such file.
 */
export function readProfiles(texts: {
  readonly config: string | null;
  readonly credentials: string | IniDocument | null;
  /** Without an owner, all sections are read as sections that Rolekeeper did not write. */
  readonly owner?: Owner;
}): Profiles {
  const owner = texts.owner ?? NO_OWNER;
  const sections = configSections(parseIni(texts.config ?? ''));
  const inConfig = sections.profiles;
  const inCredentials = documentOf(texts.credentials ?? '');
  const read = new Map<string, Profile>();
  return {
    get(name) {
      const known = read.get(name);
      if (known !== undefined) return known;
      const config = inConfig.get(name);
      const credentials = inCredentials.lastSection(name);
      if (config === undefined && credentials === null) return null;
      const profile = profileFrom(name, {
        config: valuesOf(config),
        section: credentials,
        sections,
        owner,
      });
      read.set(name, profile);
      return profile;
    },
    configRegion: (name) => {
      const region = valuesOf(inConfig.get(name)).get('region') ?? '';
      return region === '' ? null : region;
    },
    keys(name) {
      const [credentials, config] = [inCredentials.lastSection(name), inConfig.get(name)];
      const reading = credentials === null ? null : readingOf(credentials, owner);
      if (reading !== null && !reading.owned && reading.credentials !== null)
        return reading.credentials;
      return config === undefined ? null : readingOf(config, owner).credentials;
    },
    names: () => [
      ...new Set([...inConfig.keys(), ...inCredentials.sections.map((section) => section.name)]),
    ],
    ssoSession: (from) => ssoSessionOf(from, sections.ssoSession),
    ssoSessions: () => sections.ssoSessions,
  };
}

interface ProfileSources {
  /** The profile's settings in the config file. */
  readonly config: Values;
  /** The profile's section in the credentials file. */
  readonly section: IniSection | null;
  /** All sections of the config file. */
  readonly sections: ConfigSections;
  readonly owner: Owner;
}

function profileFrom(name: string, { config, section, sections, owner }: ProfileSources): Profile {
  const credentials = valuesOf(section ?? undefined);
  const mark = markOf(section, owner);
  // If Rolekeeper wrote the section's keys, other credentials in the section are ignored.
  const others: Values = mark === null ? credentials : new Map();
  const settings = new Map([...config, ...credentials]);
  const setting = (key: string): string | null => {
    const value = settings.get(key);
    return value === undefined || value === '' ? null : value;
  };
  const isTrue = (key: string): boolean => setting(key)?.toLowerCase() === 'true';
  const sso = readSso(new Map([...config, ...others]), sections.ssoSession);
  const { credentialKinds, fault } = profileCredentials({ config, credentials: others, sso });
  const duration = Number(setting('duration_seconds') ?? NaN);
  const services = sections.services(setting('services') ?? '');
  const endpointUrlOf = (service: string): string | null =>
    nestedValue(services?.get(service) ?? '', 'endpoint_url') ?? setting('endpoint_url');
  return {
    name,
    credentialKinds,
    fault,
    temporary: hasToken(hasKeys(others) ? others : config),
    mark,
    roleArn: setting('role_arn'),
    sourceProfile: setting('source_profile'),
    credentialSource: setting('credential_source'),
    credentialProcess: setting('credential_process'),
    webIdentityTokenFile: setting('web_identity_token_file'),
    externalId: setting('external_id'),
    roleSessionName: setting('role_session_name'),
    durationSeconds: Number.isSafeInteger(duration) && duration > 0 ? duration : null,
    mfaSerial: setting('mfa_serial'),
    mfaProcess: setting('mfa_process'),
    region: setting('region'),
    caBundle: setting('ca_bundle'),
    stsEndpointUrl: endpointUrlOf('sts'),
    endpointUrlOf,
    ignoresConfiguredEndpoints: isTrue('ignore_configured_endpoint_urls'),
    useFipsEndpoint: isTrue('use_fips_endpoint'),
    useDualstackEndpoint: isTrue('use_dualstack_endpoint'),
    stsRegionalEndpoints: setting('sts_regional_endpoints'),
    metadataSettings: METADATA_KEYS.flatMap((key) => {
      const value = setting(key);
      return value === null ? [] : [[key, value] as const];
    }),
    sso: sso?.settings ?? null,
    loginSession: setting('login_session'),
    signIn: signInSessionOf(name, settings, sections.ssoSession),
  };
}

const METADATA_KEYS = [
  'ec2_metadata_service_endpoint',
  'ec2_metadata_service_endpoint_mode',
  'ec2_metadata_v1_disabled',
] as const;

function hasKeys(values: Values): boolean {
  return ['aws_access_key_id', 'aws_secret_access_key'].every(
    (key) => (values.get(key) ?? '') !== '',
  );
}

function hasToken(values: Values): boolean {
  return ['aws_session_token', 'aws_security_token'].some((key) => (values.get(key) ?? '') !== '');
}

function markOf(section: IniSection | null, owner: Owner): Profile['mark'] {
  if (section === null) return null;
  const { mark, owned } = readingOf(section, owner);
  return mark === null || !owned ? null : { roleId: mark.roleId, accessKeyId: mark.accessKeyId };
}
