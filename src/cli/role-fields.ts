import { failed, ok, type Result } from '../core/result.ts';
import type { FieldRule } from '../core/field-rule.ts';
import type { RoleChanges } from '../core/roles/role-draft.ts';
import {
  type FormValue,
  type MfaMode,
  type RoleFields,
  type RoleKey,
  roleFields,
  roleKeys,
} from '../core/roles/role-fields.ts';
import { parseTag } from '../core/roles/session-tag.ts';
import type { CompletionValues, OptionSpec } from './command-table/command-spec.ts';
import { FILES, namesOf } from './command-table/shared-options.ts';

const OPTION_KINDS = {
  text: 'value',
  document: 'value',
  seconds: 'value',
  'mfa-mode': 'value',
  tags: 'values',
  list: 'values',
  switch: 'switch',
} as const satisfies Record<keyof FormValue, OptionSpec['kind']>;

interface FlagValues {
  readonly value: string;
  readonly values: readonly string[];
  readonly switch: true;
}

/** The fields that are options of `role add`, which takes the name as an argument. */
type FlagKey = Exclude<RoleKey, 'name'>;
type OptionKind<Key extends RoleKey> = (typeof OPTION_KINDS)[RoleFields[Key]['form']];

const flagKeys = roleKeys.filter((key): key is FlagKey => key !== 'name');

/** The help of each option: the name of its value, its text, and the default for a new role. */
const HELP: {
  readonly [Key in FlagKey]: readonly [value: string, text: string, ifOmitted?: string];
} = {
  roleArn: ['ARN', 'the role to assume'],
  ssoSession: ['S', 'the sso-session of the config file that you sign in to'],
  startUrl: ['URL', 'the access portal of IAM Identity Center, if there is no sso-session'],
  ssoRegion: ['R', 'the region of that portal'],
  accountId: ['ID', 'the AWS account, 12 digits'],
  permissionSet: ['P', 'the permission set of IAM Identity Center'],
  externalId: ['ID', "the external ID that the role's owner gave you"],
  sourceProfile: [
    'P',
    `the profile whose credentials assume the role. It can be the profile of
another role.`,
    'default',
  ],
  targetProfile: ['P', 'the profile in the credentials file that the role writes', 'NAME'],
  roleSessionName: [
    'S',
    'the name of the session (RoleSessionName), shown in CloudTrail',
    'made from the names of the user and the computer',
  ],
  durationSeconds: [
    'SECONDS',
    'how long a session lasts: 900 to 43200, or up to 129600 for an MFA session',
    '3600; for an MFA session, the duration in the settings',
  ],
  mfaSerial: ['ARN', "the MFA device of the source profile's user"],
  region: ['R', 'the region whose STS is called, and the region of the profile'],
  endpoint: ['URL', "an STS server other than AWS's"],
  mfa: [
    'MODE',
    `session: one code serves all roles of the device, and refreshes need no code.
each-time: each session needs its own code. It can last longer than an hour, but
is not refreshed automatically.`,
    'session',
  ],
  tags: ['KEY=VALUE', 'a session tag'],
  transitiveTagKeys: [
    'KEY',
    'the key of a tag that is passed on to sessions assumed with this session',
  ],
  sourceIdentity: [
    'ID',
    'SourceIdentity, shown in CloudTrail for this session and for sessions assumed with it',
  ],
  policy: [
    'FILE',
    'a session policy (JSON) that limits the role. FILE can be -, which reads standard input.',
  ],
  policyArns: ['ARN', 'a managed policy that limits the role'],
  browser: [
    'CMD',
    `the program, with its options, that opens the console. It gets the address as its
last argument. Put a path with spaces or backslashes in double quotes.`,
  ],
  group: ['G', 'the heading of the role in the window and in the tray'],
  pinned: ['', 'lists the role first, in the window and in the tray'],
};

/** The values that a shell suggests for an option. */
const COMPLETIONS: { readonly [Key in FlagKey]?: CompletionValues } = {
  ssoSession: namesOf('sso-session'),
  ssoRegion: namesOf('region'),
  sourceProfile: namesOf('profile', 'target-profile'),
  targetProfile: namesOf('profile', 'target-profile'),
  region: namesOf('region'),
  mfa: { kind: 'words', words: ['session', 'each-time'] },
  policy: FILES,
  group: namesOf('group'),
};

type RoleFieldOptions = {
  readonly [Key in FlagKey as RoleFields[Key]['flag']]: {
    readonly kind: OptionKind<Key>;
    readonly value: string;
    readonly text: string;
    readonly completion?: CompletionValues;
  };
};

/** The options of `role add` that are fields of a role, with their defaults. */
export const newRoleOptions = fieldOptions((text, ifOmitted) =>
  ifOmitted === undefined ? text : `${text} (default: ${ifOmitted})`,
);

/** The options of `role set`. An option that is omitted changes nothing. */
export const changedRoleOptions = fieldOptions((text) => text);

function fieldOptions(
  describe: (text: string, ifOmitted: string | undefined) => string,
): RoleFieldOptions {
  return Object.fromEntries(
    flagKeys.map((key) => {
      const [value, text, ifOmitted] = HELP[key];
      const kind = OPTION_KINDS[roleFields[key].form];
      const completion = COMPLETIONS[key];
      const spec = { kind, value, text: describe(text, ifOmitted) };
      return [roleFields[key].flag, completion === undefined ? spec : { ...spec, completion }];
    }),
  ) as RoleFieldOptions;
}

export type RoleFieldFlags = {
  readonly [Key in FlagKey as RoleFields[Key]['flag']]?: FlagValues[OptionKind<Key>];
};

const MFA_MODES = ['session', 'each-time'] as const satisfies readonly MfaMode[];

type Parsed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly rule: FieldRule };

const parsedValue = (value: unknown): Parsed => ({ kind: 'value', value });
const brokenRule = (rule: FieldRule): Parsed => ({ kind: 'broken', rule });

/** The parser for each type of field. Empty values are already removed, so `given` can be empty. */
const PARSERS: { readonly [Form in keyof FormValue]: (given: readonly string[]) => Parsed } = {
  text: ([text]) => parsedValue(text ?? null),
  document: ([text]) => parsedValue(text ?? null),
  seconds: ([text]) => {
    if (text === undefined) return parsedValue(null);
    const isWhole = /^[0-9]{1,15}$/.test(text);
    return isWhole ? parsedValue(Number(text)) : brokenRule({ kind: 'whole-number' });
  },
  'mfa-mode': ([text]) => {
    if (text === undefined) return parsedValue(null);
    const mode = MFA_MODES.find((each) => each === text);
    return mode === undefined
      ? brokenRule({ kind: 'one-of', options: MFA_MODES })
      : parsedValue(mode);
  },
  tags: (texts) => {
    const tags = texts.map(parseTag);
    return tags.includes(null) ? brokenRule({ kind: 'key-value' }) : parsedValue(tags);
  },
  list: (texts) => parsedValue(texts),
  switch: () => parsedValue(true),
};

/**
 * Returns the fields that options set, with null for an empty value. Fails with `field-invalid` if
 * a value does not have the type of its field; `policy` is the content of the file that `--policy`
 * names.
 */
export function readRoleFields(
  flags: RoleFieldFlags,
  policy: string | null,
): Result<Omit<RoleChanges, 'name'>> {
  const fields: Partial<Record<FlagKey, unknown>> = {};
  for (const key of flagKeys) {
    const { flag, form } = roleFields[key];
    const given = flag === 'policy' && flags.policy !== '' ? (policy ?? undefined) : flags[flag];
    if (given === undefined) continue;
    const texts = [given].flat().filter((text) => typeof text === 'string' && text !== '');
    const read = PARSERS[form](texts as readonly string[]);
    if (read.kind === 'broken')
      return failed({ kind: 'field-invalid', field: flag, rule: read.rule });
    fields[key] = read.value;
  }
  return ok(fields as Omit<RoleChanges, 'name'>);
}
