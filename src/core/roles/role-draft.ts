import { failed, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Role } from './role.ts';
import {
  type FormValue,
  roleFields,
  type RoleFields,
  type RoleKey,
  roleKeys,
} from './role-fields.ts';
import { whenMissing, FIRST_KIND, keysOf, type RoleKind } from './role-kinds.ts';
import { writableProfileOf } from './role-name.ts';
import { checkRole } from './role-rules.ts';

type Value<Key extends RoleKey> = FormValue[RoleFields[Key]['form']];

/**
 * A person's input for a role, without the defaults that `completeRole` adds. An empty list is the
 * same as no list, and no kind is the same as `assume-role`.
 */
export type RoleDraft = { readonly kind?: RoleKind | undefined; readonly name: string } & {
  readonly [Key in Exclude<RoleKey, 'name'>]?: Value<Key> | undefined;
};

/** Null removes an optional field. The kind of a role does not change. */
export type RoleChanges = {
  readonly [Key in Exclude<keyof RoleDraft, 'kind'>]?: RoleDraft[Key] | null | undefined;
};

const DEFAULT_SOURCE_PROFILE = 'default';
const DEFAULT_DURATION_SECONDS = 3600;

/**
 * Adds the defaults to a draft and checks it. Fails with `field-invalid` for the first broken rule,
 * or for a field that roles of this kind do not have.
 */
export function completeRole(
  draft: RoleDraft,
  defaults: { readonly id: string; readonly sessionName: string },
): Result<Role> {
  const { kind = FIRST_KIND } = draft;
  const { id, sessionName } = defaults;
  return checkFields({ id, kind }, (key) => asStored(key, draft[key]), sessionName);
}

/**
 * Applies changes to a role; null removes an optional field and resets one that has a default.
 * Fails with `field-invalid` (required) if a required field or the session name is removed.
 */
export function changeRole(role: Role, changes: RoleChanges): Result<Role> {
  const valueOf = (key: RoleKey): unknown =>
    changes[key] === undefined ? role[key] : asStored(key, changes[key]);
  return checkFields(role, valueOf, '');
}

/** Returns true if the changes only affect how a role is listed and opened, and not its session. */
export function changesOnlyDisplay(changes: RoleChanges): boolean {
  return Object.keys(changes).every((key) => roleFields[key as RoleKey].decides === 'display');
}

function checkFields(
  { id, kind }: Pick<Role, 'id' | 'kind'>,
  valueOf: (key: RoleKey) => unknown,
  defaultSessionName: string,
): Result<Role> {
  const other = roleKeys.find(
    (key) => whenMissing(kind, key) === null && valueOf(key) !== undefined,
  );
  if (other !== undefined) {
    const rule = { kind: 'other-kind', of: kind } as const;
    return failed({ kind: 'field-invalid', field: roleFields[other].flag, rule });
  }
  const name = valueOf('name');
  const defaults: Partial<Record<RoleKey, string | number>> = {
    sourceProfile: DEFAULT_SOURCE_PROFILE,
    targetProfile: typeof name === 'string' ? writableProfileOf(name) : '',
    roleSessionName: defaultSessionName,
    durationSeconds: DEFAULT_DURATION_SECONDS,
  };
  const fallback = (key: RoleKey): unknown => {
    const absent = whenMissing(kind, key);
    if (absent === 'required') return '';
    return absent === 'default' ? defaults[key] : undefined;
  };
  const fields = keysOf(kind)
    .map((key) => [key, valueOf(key) ?? fallback(key)] as const)
    .filter(([, value]) => value !== undefined);
  const role = { id, kind, ...Object.fromEntries(fields) } as Role;
  const { failure } = checkRole(role);
  return failure === null ? ok(role) : failed(failure);
}

type Stored = { readonly [Form in keyof FormValue]: (value: FormValue[Form]) => unknown };

/**
 * Functions that convert the value of a form field, by the type of the field. They return undefined
 * for an empty value.
 */
const STORED: Stored = {
  text: trimmedOrUndefined,
  document: compactPolicy,
  seconds: (seconds) => seconds,
  'mfa-mode': (mode) => (mode === 'each-time' ? mode : undefined),
  tags: (tags) =>
    tags.length === 0
      ? undefined
      : tags.map(({ key, value }) => ({ key: key.trim(), value: value.trim() })),
  list: (texts) => (texts.length === 0 ? undefined : texts.map((text) => text.trim())),
  switch: (on) => (on ? true : undefined),
};

function asStored(key: RoleKey, value: RoleChanges[RoleKey]): unknown {
  if (value === undefined || value === null) return undefined;
  return STORED[roleFields[key].form](value as never);
}

/** Removes outer spaces, which pasted text often has. Returns undefined if nothing is left. */
function trimmedOrUndefined(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Removes white space between JSON's tokens, which counts against STS's limit. */
function compactPolicy(text: string): string | undefined {
  return trimmedOrUndefined(text)?.replace(/("(?:[^"\\]|\\[^])*(?:"|\\?$))|[ \t\r\n]+/g, '$1');
}
