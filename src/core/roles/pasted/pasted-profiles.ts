import { type Profile, type Profiles, readProfiles } from '../../aws-config/profiles.ts';
import { roleOfProfile } from '../profiles/profile-role.ts';
import type { PastedRole } from './pasted-role.ts';

/** True where a text has a line of `~/.aws/config` or of the credentials file that says what role a profile is. */
export function saysRoleArn(text: string): boolean {
  return /^[ \t]*role_arn[ \t]*[=:]/im.test(text);
}

/** True where a text has the header of a profile. */
export function hasProfileHeader(text: string): boolean {
  return text.split('\n').some((line) => /^\[[^\]\r\n"{}]{1,256}\]$/.test(line.trim()));
}

/** The profiles with a `role_arn`, as `~/.aws/config` has them, as the credentials file has them, or their lines without any header. */
export function rolesInProfiles(text: string): readonly PastedRole[] {
  const texts = [
    { config: text, credentials: null },
    { config: null, credentials: text },
    { config: `[default]\n${text}`, credentials: null },
  ];
  for (const each of texts) {
    const roles = rolesOf(readProfiles(each));
    if (roles.length > 0) return roles;
  }
  return [];
}

function rolesOf(profiles: Profiles): readonly PastedRole[] {
  return profiles.names().flatMap((name) => {
    const profile = profiles.get(name);
    return typeof profile?.roleArn === 'string' && !isBroken(profile.roleArn) ? [roleOf(profile)] : [];
  });
}

/** A value of several lines: AWS's tools join them, and no field of a role has a line break. */
function isBroken(value: unknown): boolean {
  return typeof value === 'string' && /[\r\n]/.test(value);
}

/** The keys of the fields that a file could break over several lines. */
const KEYS = {
  sourceProfile: 'source_profile',
  roleSessionName: 'role_session_name',
  externalId: 'external_id',
  mfaSerial: 'mfa_serial',
  region: 'region',
  endpoint: 'endpoint_url',
} as const;

function roleOf(profile: Profile): PastedRole {
  const { name, ...read } = roleOfProfile(profile);
  const broken = Object.entries(KEYS).filter(([field]) => isBroken(read[field as keyof typeof KEYS]));
  const fields = { ...read, ...Object.fromEntries(broken.map(([field]) => [field, undefined])) };
  const passedOver = [
    ...broken.map(([, key]) => key),
    ...(profile.credentialSource === null ? [] : ['credential_source']),
    ...(profile.webIdentityTokenFile === null ? [] : ['web_identity_token_file']),
    ...(profile.mfaProcess === null ? [] : ['mfa_process']),
  ];
  return { from: 'profile', name: name === '' || name === 'default' ? null : name, fields, passedOver };
}
