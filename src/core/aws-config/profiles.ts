import { parseIni } from '../credentials-file/ini-document.ts';
import type { IniDocument, IniSection } from '../credentials-file/ini-document.ts';
import { markKey, parseMark } from '../credentials-file/mark.ts';
import { documentOf } from '../credentials-file/section.ts';
import type { SectionHolds } from '../failures/failure.ts';
import { type SignInSession, signInSessionOf } from './sign-in-session.ts';

/** A profile of the user's files, without any secret. Settings of the credentials file win over the config file's, as in every SDK. */
export interface Profile {
  readonly name: string;
  /** What gives this profile credentials, other than keys under our mark; first what an SDK takes for a `source_profile`. */
  readonly holds: readonly SectionHolds[];
  /** The keys in `holds` come with a session token: they are someone's temporary ones. */
  readonly temporary: boolean;
  /** Our mark over the keys that stand in the credentials file; null where there is none or it is of other keys. */
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
  /** A command that prints the six digits of the device (aws-vault's USAGE, "mfa_process"). */
  readonly mfaProcess: string | null;
  readonly region: string | null;
  /** Path of a file with certificates, `ca_bundle`. */
  readonly caBundle: string | null;
  /** `endpoint_url` for STS: of the `services` section that the profile names, else its own. */
  readonly stsEndpointUrl: string | null;
  readonly ignoresConfiguredEndpoints: boolean;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
  readonly signIn: SignInSession | null;
}

/** The profiles of both files. A profile is read when it is asked for: files may hold thousands. */
export interface Profiles {
  get(name: string): Profile | null;
  /** What gives credentials to a profile of that name in the config file alone, or null. */
  configHolds(name: string): SectionHolds | null;
  names(): readonly string[];
}

/**
 * Reads `~/.aws/config` and `~/.aws/credentials` (null: no such file) as AWS's tools do (AWS SDKs and Tools reference guide, "Shared config and
 * credentials files"): in the config file `[default]` and `[profile NAME]` are profiles, in the credentials file every section.
 */
export function readProfiles(texts: {
  readonly config: string | null;
  readonly credentials: string | IniDocument | null;
}): Profiles {
  const inConfig = new Map<string, IniSection>();
  const services = new Map<string, IniSection>();
  const ssoSessions = new Map<string, Values>();
  for (const section of parseIni(texts.config ?? '').sections) {
    if (section.name === 'default') {
      // `[profile default]` wins over `[default]`, whichever comes first.
      if (!inConfig.has('default')) inConfig.set('default', section);
      continue;
    }
    const [, kind, name = ''] = /^(profile|services|sso-session)\s+(\S.*)$/.exec(section.name.trim()) ?? [];
    if (kind === 'profile') inConfig.set(unquoted(name), section);
    if (kind === 'services') services.set(unquoted(name), section);
    if (kind === 'sso-session') ssoSessions.set(unquoted(name), valuesOf(section));
  }
  const inCredentials = new Map(documentOf(texts.credentials ?? '').sections.map((section) => [section.name, section]));
  const read = new Map<string, Profile>();
  return {
    get(name) {
      const known = read.get(name);
      if (known !== undefined) return known;
      const config = inConfig.get(name);
      const credentials = inCredentials.get(name);
      if (config === undefined && credentials === undefined) return null;
      const profile = profileFrom(name, valuesOf(config), valuesOf(credentials), services, ssoSessions);
      read.set(name, profile);
      return profile;
    },
    configHolds: (name) => holdsIn(valuesOf(inConfig.get(name)))[0] ?? null,
    names: () => [...new Set([...inConfig.keys(), ...inCredentials.keys()])],
  };
}

type Values = ReadonlyMap<string, string>;

function valuesOf(section: IniSection | undefined): Values {
  return new Map(section?.entries.map(({ key, value }) => [key, value]));
}

function profileFrom(
  name: string,
  config: Values,
  credentials: Values,
  services: ReadonlyMap<string, IniSection>,
  ssoSessions: ReadonlyMap<string, Values>,
): Profile {
  const mark = markOf(credentials);
  // A section under our mark is ours as a whole: what else stands in it gives no one credentials.
  const theirs = mark === null ? new Map([...config, ...credentials]) : config;
  const settings = new Map([...config, ...credentials]);
  const setting = (key: string): string | null => {
    const value = settings.get(key);
    return value === undefined || value === '' ? null : value;
  };
  const isTrue = (key: string): boolean => setting(key)?.toLowerCase() === 'true';
  const duration = Number(setting('duration_seconds') ?? NaN);
  const service = services.get(setting('services') ?? '');
  return {
    name,
    holds: holdsIn(theirs),
    temporary: [theirs.get('aws_session_token'), theirs.get('aws_security_token')].some(
      (token) => token !== undefined && token !== '',
    ),
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
    stsEndpointUrl: nested(valuesOf(service).get('sts') ?? '', 'endpoint_url') ?? setting('endpoint_url'),
    ignoresConfiguredEndpoints: isTrue('ignore_configured_endpoint_urls'),
    useFipsEndpoint: isTrue('use_fips_endpoint'),
    useDualstackEndpoint: isTrue('use_dualstack_endpoint'),
    signIn: signInSessionOf(name, settings, ssoSessions),
  };
}

function markOf(credentials: Values): Profile['mark'] {
  const mark = parseMark(credentials.get(markKey) ?? '');
  if (mark === null || credentials.get('aws_access_key_id') !== mark.accessKeyId) return null;
  return { roleId: mark.roleId, accessKeyId: mark.accessKeyId };
}

/** In the order in which the SDK for JavaScript looks at a profile that another one names as its source. */
function holdsIn(values: Values): readonly SectionHolds[] {
  const has = (key: string): boolean => (values.get(key) ?? '') !== '';
  const holds: SectionHolds[] = [];
  if (has('aws_access_key_id') && has('aws_secret_access_key')) holds.push('keys');
  if (has('role_arn') && has('source_profile') !== has('credential_source')) holds.push('role_arn');
  if (has('role_arn') && has('web_identity_token_file')) holds.push('web_identity');
  if (has('credential_process')) holds.push('credential_process');
  if (has('sso_account_id') || has('sso_role_name')) holds.push('sso');
  if (has('login_session')) holds.push('login_session');
  return holds;
}

function unquoted(name: string): string {
  return /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
}

/** A key of a nested block, whose value begins with a line end and has `key = value` on each line. */
function nested(block: string, key: string): string | null {
  if (!block.startsWith('\n')) return null;
  for (const line of block.split('\n')) {
    const sign = line.indexOf('=');
    if (sign !== -1 && line.slice(0, sign).trim() === key) return line.slice(sign + 1).trim();
  }
  return null;
}
