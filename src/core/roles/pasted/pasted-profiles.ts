import { type Profile, readProfiles } from '../../aws-config/profiles.ts';
import { roleOfProfile } from '../sources/profile-role.ts';
import type { Findings } from './findings.ts';
import { sectionsIn, type Section } from './pasted-sections.ts';
import { roleArnOf, builtArn } from './role-arn.ts';
import { FIRST_KIND } from '../role-kinds.ts';

/**
 * Reads the roles of `aws configure set` lines, and of profiles as in `~/.aws/config`, the
 * credentials file or a browser extension for switching roles. Returns the text without them.
 */
export function rolesInProfiles(
  text: string,
  findings: Findings,
): { readonly rest: string; readonly hasProfile: boolean } {
  const { sections, rest } = sectionsIn(text);
  const profiles = readProfiles({
    config: sections.map((section, index) => textOf(section, `p${index}`)).join('\n'),
    credentials: null,
  });
  for (const [index, section] of sections.entries()) {
    const profile = section.kind === 'profile' ? profiles.get(`p${index}`) : null;
    if (typeof profile?.roleArn !== 'string') continue;
    const read = roleArnOf(profile.roleArn);
    if (read.kind !== 'arn') {
      findings.addUnused(read);
      continue;
    }
    const { name, fields } = fieldsOf({ ...profile, name: section.name, roleArn: read.arn });
    const skipped = skippedIn(section, fields);
    findings.addRole({ kind: FIRST_KIND, from: 'profile', name, fields, skipped, demands: [] });
  }
  return { rest, hasProfile: sections.some(({ kind }) => kind === 'profile') };
}

function fieldsOf(profile: Profile) {
  const { name, ...read } = roleOfProfile(profile);
  const given = Object.entries(read).filter(
    ([, value]) => value !== undefined && !hasLineBreak(value),
  );
  return {
    name: name === '' || name === 'default' ? null : name,
    fields: { ...Object.fromEntries(given), roleArn: read.roleArn } as Omit<typeof read, 'name'>,
  };
}

/**
 * Returns true for a value of several lines. AWS tools accept such a value, but no field of a role
 * can have a line break.
 */
function hasLineBreak(value: unknown): boolean {
  return typeof value === 'string' && /[\r\n]/.test(value);
}

/**
 * Returns the section as text of a config file. Replaces the section's name by `alias`, and adds a
 * `role_arn` if the section has the account and the role name separately.
 */
function textOf({ kind, name, entries }: Section, alias: string): string {
  const value = (key: string): string | undefined =>
    entries.find((entry) => entry.key === key)?.value;
  const account = (value('aws_account_id') ?? value('account_id') ?? '').replace(/-/g, '');
  const roleName = value('role_name');
  const region = value('region') ?? value('target_region') ?? null;
  const isSplit = kind === 'profile' && value('role_arn') === undefined && roleName !== undefined;
  const lines = entries.map((entry) => `${entry.key} = ${entry.value}${entry.more}`);
  const built =
    isSplit && account !== '' ? [`role_arn = ${builtArn(account, roleName, region)}`] : [];
  return [`[${kind} ${kind === 'profile' ? alias : name}]`, ...lines, ...built].join('\n');
}

const FIELDS: Readonly<Record<string, string>> = {
  role_arn: 'roleArn',
  source_profile: 'sourceProfile',
  external_id: 'externalId',
  mfa_serial: 'mfaSerial',
  role_session_name: 'roleSessionName',
  duration_seconds: 'durationSeconds',
  region: 'region',
  endpoint_url: 'endpoint',
};

/** Matches settings that do not affect the role, such as those for output and retries. */
const IGNORED_KEYS =
  /^(?:output|cli_\w+|color|s3|s3api|max_attempts|retry_mode|services|target_role_name|aws_account_id|account_id|role_name|target_region|image|x_\w+|aws_access_key_id|defaults_mode|parameter_validation|ignore_configured_endpoint_urls|sts_regional_endpoints)$/;

function skippedIn({ entries }: Section, fields: object): readonly string[] {
  const given = new Set(Object.keys(fields));
  return [...new Set(entries.map(({ key }) => key))].filter((key) => {
    const field = FIELDS[key];
    return field === undefined ? !IGNORED_KEYS.test(key) : !given.has(field);
  });
}
