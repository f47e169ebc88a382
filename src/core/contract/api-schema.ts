import * as z from 'zod/mini';
import type { Api } from './api.ts';
import { failed, type Result } from '../result.ts';
import {
  AWAY_POLICIES,
  LANGUAGES,
  LISTINGS,
  NOTICES,
  THEMES,
  TRAY_ICONS,
} from '../settings/preference-values.ts';
import { idleMinutes, mfaSessionSeconds, type PreferenceChanges } from '../settings/preferences.ts';
import type { RoleChanges, RoleDraft } from '../roles/role-draft.ts';
import { ROLE_KINDS } from '../roles/role-kinds.ts';
import {
  type FormValue,
  roleFields,
  type RoleFields,
  type RoleKey,
  roleKeys,
} from '../roles/role-fields.ts';

/**
 * The maximum lengths are more than any field or policy document needs, but limit the memory that a
 * request can use.
 */
const text = z.string().check(z.maxLength(4096));
const document = z.string().check(z.maxLength(262_144));
const roleId = z.string().check(z.regex(/^[0-9a-f]{12}$/));
const shortId = z.string().check(z.maxLength(64));
const mfaCode = z.string().check(z.maxLength(16));
const nothing = z.strictObject({});
const ssoReference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sso-session'), name: text }),
  z.strictObject({ kind: z.literal('start-url'), startUrl: text, region: text }),
]);

/** The schemas of the values of a role's fields, by the type of the value (see `FormValue`). */
const valueSchemas: { readonly [Form in keyof FormValue]: z.ZodMiniType<FormValue[Form]> } = {
  text,
  document,
  seconds: z.number(),
  'mfa-mode': z.enum(['session', 'each-time']),
  tags: z.array(z.strictObject({ key: text, value: text })).check(z.maxLength(1000)),
  list: z.array(text).check(z.maxLength(1000)),
  switch: z.boolean(),
};

type ValueSchema<Key extends RoleKey> = z.ZodMiniType<FormValue[RoleFields[Key]['form']]>;
type OptionalKey = Exclude<RoleKey, 'name'>;

type DraftShape = { readonly [Key in OptionalKey]: z.ZodMiniOptional<ValueSchema<Key>> };
const draft: z.ZodMiniType<RoleDraft> = z.strictObject({
  ...(shapeOf((value) => z.optional(value)) as DraftShape),
  kind: z.optional(z.enum(ROLE_KINDS)),
  name: text,
});

type ChangesShape = {
  readonly [Key in RoleKey]: z.ZodMiniOptional<z.ZodMiniNullable<ValueSchema<Key>>>;
};
const changes: z.ZodMiniType<RoleChanges> = z.strictObject(
  shapeOf((value) => z.nullish(value)) as ChangesShape,
);

function shapeOf(
  schemaFor: (value: z.ZodMiniType) => z.ZodMiniType,
): Partial<Record<RoleKey, z.ZodMiniType>> {
  const fields = roleKeys.map(
    (key) => [key, schemaFor(valueSchemas[roleFields[key].form])] as const,
  );
  return Object.fromEntries(fields);
}

const path = z.string().check(z.minLength(1), z.maxLength(4096));
const preferenceChanges: z.ZodMiniType<PreferenceChanges> = z.strictObject({
  credentialsFile: z.exactOptional(z.nullable(path)),
  configFile: z.exactOptional(z.nullable(path)),
  alsoWriteTo: z.exactOptional(z.nullable(path)),
  onLock: z.exactOptional(z.nullable(z.enum(AWAY_POLICIES))),
  onSuspend: z.exactOptional(z.nullable(z.enum(AWAY_POLICIES))),
  onIdle: z.exactOptional(z.nullable(z.enum(AWAY_POLICIES))),
  onQuit: z.exactOptional(z.nullable(z.enum(AWAY_POLICIES))),
  idleMinutes: z.exactOptional(z.nullable(idleMinutes)),
  writeInPlace: z.exactOptional(z.nullable(z.boolean())),
  mfaSessionSeconds: z.exactOptional(z.nullable(mfaSessionSeconds)),
  startAtLogin: z.exactOptional(z.nullable(z.boolean())),
  proxy: z.exactOptional(z.nullable(text)),
  caBundle: z.exactOptional(z.nullable(path)),
  language: z.exactOptional(z.nullable(z.enum(LANGUAGES))),
  shortcut: z.exactOptional(z.nullable(text)),
  theme: z.exactOptional(z.nullable(z.enum(THEMES))),
  listing: z.exactOptional(z.nullable(z.enum(LISTINGS))),
  notices: z.exactOptional(z.nullable(z.enum(NOTICES))),
  updateNotices: z.exactOptional(z.nullable(z.boolean())),
  trayIcon: z.exactOptional(z.nullable(z.enum(TRAY_ICONS))),
  credentialsEndpoint: z.exactOptional(z.nullable(z.boolean())),
  credentialsEndpointPort: z.exactOptional(z.nullable(z.int())),
});

type Requests = Readonly<Record<string, (request: never) => Promise<Result<unknown>>>>;
type SchemaOf<Request> = Request extends (request: infer Asked) => unknown
  ? z.ZodMiniType<Asked>
  : never;

/** Requires a schema for every request of `Api`. If one is missing, the code does not compile. */
export type ApiSchema = {
  readonly [Group in keyof Api]: {
    readonly [Name in keyof Api[Group]]: SchemaOf<Api[Group][Name]>;
  };
};

/**
 * The schemas of the requests that other processes send (IPC, socket), by group and name. They
 * check types, sizes and formats; the core checks all other rules.
 */
export const apiSchema: ApiSchema = {
  role: {
    add: z.strictObject({ role: draft }),
    set: z.strictObject({ roleId, changes }),
    move: z.strictObject({ roleId, before: z.nullable(roleId) }),
    remove: z.strictObject({ roleId }),
    putBack: z.strictObject({ roleId }),
    preview: z.strictObject({ role: draft, roleId: z.nullable(roleId) }),
    test: z.strictObject({ role: draft, roleId: z.nullable(roleId), code: z.nullable(mfaCode) }),
    sources: nothing,
    importable: nothing,
    import: z.strictObject({
      profiles: z.array(text).check(z.maxLength(10_000)),
      withSourceMfa: z.array(text).check(z.maxLength(10_000)),
    }),
  },
  session: {
    assume: z.strictObject({ roleId, keep: z.boolean(), takeOver: z.boolean() }),
    ensure: z.strictObject({ roleId }),
    release: z.strictObject({ roleId }),
    keepHere: z.strictObject({ roleId }),
  },
  mfa: {
    submit: z.strictObject({ mfaRequestId: shortId, code: mfaCode }),
    snooze: z.strictObject({ mfaRequestId: shortId }),
  },
  signIn: {
    begin: z.strictObject({ profile: text, device: z.boolean() }),
    cancel: z.strictObject({ signInId: shortId }),
  },
  discovery: {
    signIns: nothing,
    signIn: z.strictObject({ from: ssoReference, device: z.boolean() }),
    list: z.strictObject({ from: ssoReference }),
    cancel: nothing,
    add: z.strictObject({
      from: ssoReference,
      roles: z
        .array(z.strictObject({ accountId: text, permissionSet: text, name: text, group: text }))
        .check(z.maxLength(10_000)),
    }),
    remove: z.strictObject({ roleIds: z.array(roleId).check(z.maxLength(10_000)) }),
  },
  access: {
    documents: z.strictObject({ roleId, identify: z.boolean() }),
    identify: z.strictObject({ profile: text }),
    whoami: z.strictObject({ roleId, code: z.nullable(mfaCode) }),
  },
  backups: {
    list: nothing,
    restoreSection: z.strictObject({ profile: text }),
    restoreFile: z.strictObject({
      backupId: z.string().check(z.maxLength(256)),
      dryRun: z.boolean(),
    }),
    purge: z.strictObject({ dryRun: z.boolean() }),
  },
  activity: {
    list: z.strictObject({
      limit: z.int().check(z.minimum(1), z.maximum(10_000)),
      roleId: z.exactOptional(roleId),
    }),
  },
  preferences: { set: z.strictObject({ changes: preferenceChanges }) },
  settings: {
    export: nothing,
    import: z.strictObject({
      document: z.string().check(z.maxLength(1_048_576)),
      dryRun: z.boolean(),
    }),
  },
  about: { facts: z.strictObject({}) },
  doctor: { run: z.strictObject({ offline: z.optional(z.boolean()) }) },
};

/**
 * Validates a request from another process and calls the function of `api`. Returns `field-invalid`
 * for an invalid request, but not the request's content, because that may contain an MFA code.
 */
export async function callApi(
  api: Api,
  group: unknown,
  name: unknown,
  payload: unknown,
): Promise<Result<unknown>> {
  const request = ownValue(ownValue(apiSchema, group), name);
  const call = ownValue(ownValue(api, group), name);
  if (!(request instanceof z.ZodMiniType) || typeof call !== 'function') {
    return failed({ kind: 'field-invalid', field: 'request', rule: { kind: 'unknown-field' } });
  }
  const parsed = request.safeParse(payload);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return failed({
      kind: 'field-invalid',
      field: field === '' ? 'request' : field,
      rule: { kind: 'unknown-field' },
    });
  }
  return (call as Requests[string])(parsed.data as never);
}

function ownValue(of: unknown, name: unknown): unknown {
  if (typeof of !== 'object' || of === null || typeof name !== 'string' || !Object.hasOwn(of, name))
    return undefined;
  return (of as Readonly<Record<string, unknown>>)[name];
}
