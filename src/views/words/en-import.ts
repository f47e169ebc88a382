import type { TextPer } from './tagged.ts';
import type { ImportableProfile } from '../../core/contract/role-api.ts';
import { commandCall, commandOption } from '../command-word.ts';
import type { ImportObstacle } from '../../core/import-obstacle.ts';
import { roleSummary } from '../role-summary.ts';
import { closestName } from '../closest-name.ts';
import { enCredentialKinds, ruleText } from './en-rules.ts';

/** The names of a role's fields in the config file, the same in every language. */
export const configKeys: Readonly<Record<string, string>> = {
  'role-arn': 'role_arn',
  'source-profile': 'source_profile',
  'session-name': 'role_session_name',
  duration: 'duration_seconds',
  'external-id': 'external_id',
  'mfa-serial': 'mfa_serial',
  endpoint: 'endpoint_url',
  'sso-session': 'sso_session',
  'start-url': 'sso_start_url',
  'sso-region': 'sso_region',
  account: 'sso_account_id',
  'permission-set': 'sso_role_name',
};

const roles = (count: number): string => `${count} ${count === 1 ? 'role' : 'roles'}`;

export const enImport = {
  /** Why a profile cannot be added, as sentences. */
  obstacles: {
    'profile-missing': ({ known }, profile) => {
      const closest = closestName(profile, known);
      return `There is no profile ${profile}.${closest === null ? '' : ` Did you mean ${closest}?`}`;
    },
    'no-role': ({ holds }, profile) =>
      holds === null
        ? `The profile ${profile} has no role_arn and no permission set.`
        : `The profile ${profile} has no role_arn, but ${enCredentialKinds[holds]}. It can be the source profile of a role.`,
    'no-source': (_obstacle, profile) =>
      `The profile ${profile} has a role_arn, but needs exactly one of source_profile and credential_source. AWS tools refuse it.`,
    'source-cycle': ({ path }, profile) =>
      `The source profiles of ${profile} form a cycle: ${path.join(' → ')}.`,
    'credential-source': ({ source }, profile) =>
      `The profile ${profile} gets its keys from this computer (credential_source = ${source}). A role of Rolekeeper cannot do that, but the profile can be the source profile of a role.`,
    'web-identity': (_obstacle, profile) =>
      `The profile ${profile} assumes its role with a web identity token. A role of Rolekeeper cannot do that, but the profile can be the source profile of a role.`,
    'name-taken': ({ roleName, same }, profile) =>
      same
        ? `The profile ${profile} already is the role ${roleName}.`
        : `Another role is named ${roleName}. Rename it first: ${commandCall('role set', roleName, [commandOption('--name', `${roleName}-2`)])}`,
    'field-invalid': ({ field, rule }, profile) =>
      `${configKeys[field] ?? field} of the profile ${profile} ${ruleText(rule)}.`,
    'endpoint-unconfirmed': ({ endpoint }, profile) =>
      `The profile ${profile} sends its requests to ${endpoint}, which is not AWS. They are signed with your keys, and an MFA code would go there too.`,
  } satisfies TextPer<ImportObstacle, string, [profile: string]>,
  /** The credentials that assume the role, and their source. */
  source: ({ role, builtOn }: ImportableProfile) =>
    `${role === null ? '-' : roleSummary(role).source}${builtOn === null || builtOn === 'keys' ? '' : ` (${builtOn})`}`,
  endpoint: (endpoint: string) => `Its requests go to ${endpoint}.`,
  ignored: (section: string, better: string | null) =>
    `AWS tools ignore [${section}].${better === null ? '' : ` Its header must be [${better}].`}`,
  none: (path: string) => `No profile in ${path} has a role_arn or a permission set.`,

  states: { new: 'new', known: 'already a role', impossible: 'not possible' },

  title: 'Import roles',
  lead: (path: string) =>
    `These are all profiles in ${path} with a role_arn or a permission set. The profiles do not change. Rolekeeper writes the keys to another profile, NAME-rk, because the original profile would hide them.`,
  open: 'Import from ~/.aws/config',
  otherWays: 'Other ways to add a role',
  filter: 'Find a profile',
  all: 'All',
  choose: (profile: string) => `Import ${profile}`,
  useDevice: (serial: string) => `Use the MFA device ${serial}`,
  groups: {
    new: 'Can be added',
    known: 'Already added',
    impossible: 'Not possible',
  },
  facts: { externalId: 'External ID', mfaSerial: 'MFA device', region: 'Region' },
  add: (count: number) => (count === 0 ? 'Add the selected roles' : `Add ${roles(count)}`),
  adding: 'Adding…',
  added: (count: number) => `${roles(count)} added.`,
  notAdded: (count: number) => `${roles(count)} could not be added.`,
};

export function enImportObstacle(obstacle: ImportObstacle, profile: string): string {
  const say = enImport.obstacles[obstacle.kind] as (
    obstacle: ImportObstacle,
    profile: string,
  ) => string;
  return say(obstacle, profile);
}
