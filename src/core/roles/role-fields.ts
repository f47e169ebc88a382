import type { SessionTag } from '../ports.ts';

/**
 * `each-time`: a code in each AssumeRole of the role. `session`: one code for all roles of its
 * source.
 */
export type MfaMode = 'session' | 'each-time';

/** The form of a field's value while a person edits it. */
export interface FormValue {
  readonly text: string;
  readonly document: string;
  readonly seconds: number;
  readonly 'mfa-mode': MfaMode;
  readonly tags: readonly SessionTag[];
  readonly list: readonly string[];
  readonly switch: boolean;
}

export interface RoleFieldEntry {
  /** Its name on the command line, in failures, in the form and in the catalogues. */
  readonly flag: string;
  readonly form: keyof FormValue;
  /**
   * The type in storage; `role.ts` has its schema. The panel's page uses this table, which
   * therefore has no parser.
   */
  readonly stored:
    | 'text'
    | 'optional-text'
    | 'optional-filled'
    | 'seconds'
    | 'each-time'
    | 'tags'
    | 'texts'
    | 'flag';
  /** An absent value is refused, gets the field's own default, or stays absent. */
  readonly absent: 'required' | 'own' | 'none';
  /**
   * What a change of it affects: the session, the section of the file, or only the order of lists.
   */
  readonly decides: 'session' | 'place' | 'lists';
}

/**
 * All fields of a role except its id, in the order of the form and the settings file. Keys are
 * STS's names if AssumeRole has the field. `checkRole` has the rules for lengths and characters.
 */
export const roleFields = {
  name: { flag: 'name', form: 'text', stored: 'text', absent: 'required', decides: 'place' },
  roleArn: {
    flag: 'role-arn',
    form: 'text',
    stored: 'text',
    absent: 'required',
    decides: 'session',
  },
  externalId: {
    flag: 'external-id',
    form: 'text',
    stored: 'optional-text',
    absent: 'none',
    decides: 'session',
  },
  /** A profile of the user's files, or the target profile of another role. */
  sourceProfile: {
    flag: 'source-profile',
    form: 'text',
    stored: 'text',
    absent: 'own',
    decides: 'session',
  },
  /** The section of the credentials file that is written. */
  targetProfile: { flag: 'profile', form: 'text', stored: 'text', absent: 'own', decides: 'place' },
  roleSessionName: {
    flag: 'session-name',
    form: 'text',
    stored: 'text',
    absent: 'own',
    decides: 'session',
  },
  /** 900 to 43200 for AWS. */
  durationSeconds: {
    flag: 'duration',
    form: 'seconds',
    stored: 'seconds',
    absent: 'own',
    decides: 'session',
  },
  mfaSerial: {
    flag: 'mfa-serial',
    form: 'text',
    stored: 'optional-text',
    absent: 'none',
    decides: 'session',
  },
  region: {
    flag: 'region',
    form: 'text',
    stored: 'optional-text',
    absent: 'none',
    decides: 'session',
  },
  /** An STS endpoint instead of AWS's own: https or loopback. */
  endpoint: {
    flag: 'endpoint',
    form: 'text',
    stored: 'optional-text',
    absent: 'none',
    decides: 'session',
  },
  /** Absent means `session`. */
  mfa: {
    flag: 'mfa',
    form: 'mfa-mode',
    stored: 'each-time',
    absent: 'none',
    decides: 'session',
  },
  /** Session tags. Keys that differ only in case are the same key. */
  tags: {
    flag: 'tag',
    form: 'tags',
    stored: 'tags',
    absent: 'none',
    decides: 'session',
  },
  /** Keys of `tags` that sessions assumed from this one inherit. */
  transitiveTagKeys: {
    flag: 'transitive-tag-key',
    form: 'list',
    stored: 'texts',
    absent: 'none',
    decides: 'session',
  },
  sourceIdentity: {
    flag: 'source-identity',
    form: 'text',
    stored: 'optional-text',
    absent: 'none',
    decides: 'session',
  },
  /** A session policy: a JSON document that narrows what the role allows. */
  policy: {
    flag: 'policy',
    form: 'document',
    stored: 'optional-text',
    absent: 'none',
    decides: 'session',
  },
  /** Managed policies that also narrow it. */
  policyArns: {
    flag: 'policy-arn',
    form: 'list',
    stored: 'texts',
    absent: 'none',
    decides: 'session',
  },
  /** The role's heading in lists and menus. */
  group: {
    flag: 'group',
    form: 'text',
    stored: 'optional-filled',
    absent: 'none',
    decides: 'lists',
  },
  /** Listed before the other roles that are off. Absent means false. */
  pinned: {
    flag: 'pin',
    form: 'switch',
    stored: 'flag',
    absent: 'none',
    decides: 'lists',
  },
} as const satisfies Readonly<Record<string, RoleFieldEntry>>;

export type RoleFields = typeof roleFields;
export type RoleKey = keyof RoleFields;

/** The keys whose entries match a pattern. */
export type RoleKeyWith<Pattern extends Partial<RoleFieldEntry>> = {
  readonly [Key in RoleKey]: RoleFields[Key] extends Pattern ? Key : never;
}[RoleKey];

export const roleKeys = Object.keys(roleFields) as readonly RoleKey[];

/** A switch has no rule to break and no place in the form. */
export type EditedKey = Exclude<RoleKey, RoleKeyWith<{ form: 'switch' }>>;

export const editedKeys = roleKeys.filter(
  (key): key is EditedKey => roleFields[key].form !== 'switch',
);

/** The fields of a role by their names on the command line and in the form. */
export type RoleField = RoleFields[EditedKey]['flag'];

export const roleFieldNames: readonly RoleField[] = editedKeys.map((key) => roleFields[key].flag);

/** Returns the key of a field; null if no field has this name. */
export function keyOfField(field: string): EditedKey | null {
  return editedKeys.find((key) => roleFields[key].flag === field) ?? null;
}
