import { failed, ok } from '../result.ts';
import type { Result } from '../result.ts';
import type { Role } from './role.ts';
import {
  type FormValue,
  roleFields,
  type RoleFields,
  type RoleKey,
  roleKeys,
  type RoleKeyWith,
} from './role-fields.ts';
import { writableProfileOf } from './role-name.ts';
import { checkRole } from './role-rules.ts';

type Value<Key extends RoleKey> = FormValue[RoleFields[Key]['form']];
type RequiredKey = RoleKeyWith<{ absent: 'required' }>;

/**
 * A person's input for a role; `completeRole` adds the defaults. An empty list counts as absent.
 */
export type RoleDraft = { readonly [Key in RequiredKey]: Value<Key> } & {
  readonly [Key in Exclude<RoleKey, RequiredKey>]?: Value<Key> | undefined;
};

/** Null removes an optional field. */
export type RoleChanges = { readonly [Key in keyof RoleDraft]?: RoleDraft[Key] | null };

const DEFAULT_SOURCE_PROFILE = 'default';
const DEFAULT_DURATION_SECONDS = 3600;

/** Adds a draft's defaults and checks it. `field-invalid` names the first broken rule. */
export function completeRole(
  draft: RoleDraft,
  defaults: { readonly id: string; readonly sessionName: string },
): Result<Role> {
  return checkFields(defaults.id, (key) => asStored(key, draft[key]), defaults.sessionName);
}

/**
 * Applies changes to a role. Null removes an optional field and resets one that has a default.
 * `field-invalid` (required) if a name, an ARN or a session name is removed. The id stays.
 */
export function changeRole(role: Role, changes: RoleChanges): Result<Role> {
  const valueOf = (key: RoleKey): unknown =>
    changes[key] === undefined ? role[key] : asStored(key, changes[key]);
  return checkFields(role.id, valueOf, '');
}

/** Returns true if the changes only arrange lists, so that they affect no session. */
export function onlyArranges(changes: RoleChanges): boolean {
  return Object.keys(changes).every((key) => roleFields[key as RoleKey].decides === 'lists');
}

function checkFields(
  id: string,
  valueOf: (key: RoleKey) => unknown,
  defaultSessionName: string,
): Result<Role> {
  const name = valueOf('name');
  const defaults: Partial<Record<RoleKey, Role[RoleKey]>> = {
    name: '',
    roleArn: '',
    sourceProfile: DEFAULT_SOURCE_PROFILE,
    targetProfile: typeof name === 'string' ? writableProfileOf(name) : '',
    roleSessionName: defaultSessionName,
    durationSeconds: DEFAULT_DURATION_SECONDS,
  } satisfies Record<RoleKeyWith<{ absent: 'required' | 'own' }>, string | number>;
  const fields = roleKeys
    .map((key) => [key, valueOf(key) ?? defaults[key]] as const)
    .filter(([, value]) => value !== undefined);
  const role = { id, ...Object.fromEntries(fields) } as Role;
  const { failure } = checkRole(role);
  return failure === null ? ok(role) : failed(failure);
}

type Stored = { readonly [Form in keyof FormValue]: (value: FormValue[Form]) => unknown };

/** How a value of each form is stored; undefined if it is empty. */
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

/** Removes outer spaces, which pasted text often has. Undefined if nothing is left. */
function trimmedOrUndefined(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Removes white space between JSON's tokens, which counts against STS's limit. */
function compactPolicy(text: string): string | undefined {
  return trimmedOrUndefined(text)?.replace(/("(?:[^"\\]|\\[^])*(?:"|\\?$))|[ \t\r\n]+/g, '$1');
}
