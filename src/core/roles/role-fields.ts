import type { SessionTag } from '../ports.ts';

/** `each-time`: a code in each AssumeRole of the role. `session`: one code for all its source's. */
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
  /** Its name on the command line, in failures, in the form and in the words. */
  readonly flag: string;
  readonly form: keyof FormValue;
  /** As it is stored; `role` has the schema. The table itself is in the panel's page, without a parser. */
  readonly stored:
    | 'text'
    | 'optional-text'
    | 'optional-filled'
    | 'seconds'
    | 'each-time'
    | 'tags'
    | 'texts'
    | 'flag';
  /** An absent value is refused, replaced by the field's own default, or left out. */
  readonly absent: 'required' | 'own' | 'none';
  /** What a change of it asks for: another session, another file, or another order of the lists. */
  readonly decides: 'session' | 'place' | 'lists';
}

/**
 * All fields of a role but its id, in the order of the form and the settings file. Keys are the names of STS
 * AssumeRole if it has the field. `checkRole` holds the rules of lengths and characters.
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
  /** A profile of the person's files, or the target profile of another role. */
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
  /** 900 to 43200 at AWS. */
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
  /** Absent is `session`. */
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
  /** Managed policies that narrow it too. */
  policyArns: {
    flag: 'policy-arn',
    form: 'list',
    stored: 'texts',
    absent: 'none',
    decides: 'session',
  },
  /** The heading of the role in lists and menus. */
  group: {
    flag: 'group',
    form: 'text',
    stored: 'optional-filled',
    absent: 'none',
    decides: 'lists',
  },
  /** Shown before the other roles that are off. Absent is false. */
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

/** A switch has no rule that it could break, and no place in the form. */
export type EditedKey = Exclude<RoleKey, RoleKeyWith<{ form: 'switch' }>>;

export const editedKeys = roleKeys.filter(
  (key): key is EditedKey => roleFields[key].form !== 'switch',
);

/** A role's fields as the options of the command line and the form name them. */
export type RoleField = RoleFields[EditedKey]['flag'];

export const roleFieldNames: readonly RoleField[] = editedKeys.map((key) => roleFields[key].flag);

/** Returns the key of a field; null if no field has this name. */
export function keyOfField(field: string): EditedKey | null {
  return editedKeys.find((key) => roleFields[key].flag === field) ?? null;
}
