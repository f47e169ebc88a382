import type { SessionTag } from '../ports/sts.ts';

/**
 * With `each-time`, each AssumeRole of the role needs an MFA code. With `session`, one code is
 * enough for all roles with the same source and device.
 */
export type MfaMode = 'session' | 'each-time';

/** The type of a field's value while a person edits it. */
export interface FormValue {
  readonly text: string;
  readonly document: string;
  readonly seconds: number;
  readonly 'mfa-mode': MfaMode;
  readonly tags: readonly SessionTag[];
  readonly list: readonly string[];
  readonly switch: boolean;
}

/** The type of a field's value in settings.json. */
export interface StoredValue {
  readonly text: string;
  /** May be empty, unless the role's kind requires the field. */
  readonly 'any-text': string;
  readonly seconds: number;
  readonly 'each-time': 'each-time';
  readonly tags: readonly SessionTag[];
  readonly texts: readonly string[];
  readonly flag: boolean;
}

export interface RoleFieldEntry {
  /** The field's name on the command line, in failures, in the form and in `views/words`. */
  readonly flag: string;
  readonly form: keyof FormValue;
  /**
   * The type in settings.json. The schemas are in `stored-role.ts`, so that the panel's page, which
   * uses this table, does not load the schema library.
   */
  readonly stored: keyof StoredValue;
  /**
   * What a change of the field affects: the session, the section of the credentials file, or only
   * how the role is listed and opened.
   */
  readonly decides: 'session' | 'place' | 'display';
}

/**
 * All fields that a role of any kind can have, except id and kind, in the order of the settings
 * file. Most fields of AWS's requests have AWS's own name as their key.
 */
export const roleFields = {
  name: { flag: 'name', form: 'text', stored: 'text', decides: 'place' },
  roleArn: {
    flag: 'role-arn',
    form: 'text',
    stored: 'text',
    decides: 'session',
  },
  externalId: {
    flag: 'external-id',
    form: 'text',
    stored: 'any-text',
    decides: 'session',
  },
  /** Name of an `sso-session` section of the config file. */
  ssoSession: { flag: 'sso-session', form: 'text', stored: 'text', decides: 'session' },
  /** The address of a sign-in to Identity Center that has no `sso-session` section. */
  startUrl: { flag: 'start-url', form: 'text', stored: 'text', decides: 'session' },
  /** The region of `startUrl`. */
  ssoRegion: { flag: 'sso-region', form: 'text', stored: 'text', decides: 'session' },
  /** 12 digits. */
  accountId: { flag: 'account', form: 'text', stored: 'text', decides: 'session' },
  permissionSet: { flag: 'permission-set', form: 'text', stored: 'text', decides: 'session' },
  /** A profile of the user's files, or the target profile of another role. */
  sourceProfile: {
    flag: 'source-profile',
    form: 'text',
    stored: 'text',
    decides: 'session',
  },
  /** The section of the credentials file that the session is written to. */
  targetProfile: { flag: 'profile', form: 'text', stored: 'text', decides: 'place' },
  roleSessionName: {
    flag: 'session-name',
    form: 'text',
    stored: 'text',
    decides: 'session',
  },
  durationSeconds: {
    flag: 'duration',
    form: 'seconds',
    stored: 'seconds',
    decides: 'session',
  },
  mfaSerial: {
    flag: 'mfa-serial',
    form: 'text',
    stored: 'any-text',
    decides: 'session',
  },
  region: {
    flag: 'region',
    form: 'text',
    stored: 'any-text',
    decides: 'session',
  },
  /** An STS endpoint that is used instead of AWS's own. It must be https or on loopback. */
  endpoint: {
    flag: 'endpoint',
    form: 'text',
    stored: 'any-text',
    decides: 'session',
  },
  /** Absent means `session`. */
  mfa: {
    flag: 'mfa',
    form: 'mfa-mode',
    stored: 'each-time',
    decides: 'session',
  },
  /** Session tags. Keys that differ only in case are the same key. */
  tags: {
    flag: 'tag',
    form: 'tags',
    stored: 'tags',
    decides: 'session',
  },
  /** Keys of the tags that AWS passes on if this session assumes another role. */
  transitiveTagKeys: {
    flag: 'transitive-tag-key',
    form: 'list',
    stored: 'texts',
    decides: 'session',
  },
  sourceIdentity: {
    flag: 'source-identity',
    form: 'text',
    stored: 'any-text',
    decides: 'session',
  },
  /** A session policy, which is a JSON document that limits what the session may do. */
  policy: {
    flag: 'policy',
    form: 'document',
    stored: 'any-text',
    decides: 'session',
  },
  /** ARNs of managed policies that also limit what the session may do. */
  policyArns: {
    flag: 'policy-arn',
    form: 'list',
    stored: 'texts',
    decides: 'session',
  },
  /**
   * A program, with its options, that opens the AWS console. A person must allow each new program.
   */
  browser: {
    flag: 'browser',
    form: 'text',
    stored: 'any-text',
    decides: 'display',
  },
  /** The role's heading in lists and menus. */
  group: {
    flag: 'group',
    form: 'text',
    stored: 'text',
    decides: 'display',
  },
  /**
   * Pinned roles come first among the roles that need attention, among those that are on, and among
   * those that are off. Absent means false.
   */
  pinned: {
    flag: 'pin',
    form: 'switch',
    stored: 'flag',
    decides: 'display',
  },
} as const satisfies Readonly<Record<string, RoleFieldEntry>>;

export type RoleFields = typeof roleFields;
export type RoleKey = keyof RoleFields;

/** The keys of the fields whose entries match a pattern. */
export type RoleKeyWith<Pattern extends Partial<RoleFieldEntry>> = {
  readonly [Key in RoleKey]: RoleFields[Key] extends Pattern ? Key : never;
}[RoleKey];

export const roleKeys = Object.keys(roleFields) as readonly RoleKey[];

/** All fields except switches, which a person does not edit in the form. */
export type EditedKey = Exclude<RoleKey, RoleKeyWith<{ form: 'switch' }>>;

export const editedKeys = roleKeys.filter(
  (key): key is EditedKey => roleFields[key].form !== 'switch',
);

/** The fields of a role by their names on the command line and in the form. */
export type RoleField = RoleFields[EditedKey]['flag'];

export const roleFieldNames: readonly RoleField[] = editedKeys.map((key) => roleFields[key].flag);

/** Returns the key of a field. Returns null if no field has this name. */
export function keyOfField(field: string): EditedKey | null {
  return editedKeys.find((key) => roleFields[key].flag === field) ?? null;
}

/**
 * The fields of a kind, and what happens if a role has no value for one: the role is refused
 * (`required`), the field gets its default (`default`), or the field is left out (`none`).
 */
export type KindFields = { readonly [Key in RoleKey]?: 'required' | 'default' | 'none' };

type KeysWith<Fields extends KindFields, Absent> = {
  readonly [Key in keyof Fields & RoleKey]: Fields[Key] extends Absent ? Key : never;
}[keyof Fields & RoleKey];

type Stored<Key extends RoleKey> = StoredValue[RoleFields[Key]['stored']];

/** A role as it is stored. Fields of other kinds are absent. */
export type RoleWith<Kind extends string, Fields extends KindFields> = {
  /**
   * 12 hex digits, which are also in the `x_rolekeeper` line of the role's section. A rename does
   * not change them.
   */
  readonly id: string;
  readonly kind: Kind;
} & { readonly [Key in KeysWith<Fields, 'required' | 'default'>]: Stored<Key> } & {
  readonly [Key in KeysWith<Fields, 'none'>]?: Stored<Key> | undefined;
} & { readonly [Key in Exclude<RoleKey, keyof Fields>]?: undefined };

/** The fields that every kind of role has. */
export const sharedFields = {
  name: 'required',
  targetProfile: 'default',
  region: 'none',
  group: 'none',
  pinned: 'none',
} as const satisfies KindFields;
