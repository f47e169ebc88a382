import { withoutOuterDashes } from '../../core/without-outer-dashes.ts';
import type { FieldRule } from '../../core/field-rule.ts';
import { completeRole, type RoleChanges, type RoleDraft } from '../../core/roles/role-draft.ts';
import {
  type EditedKey,
  editedKeys,
  type FormValue,
  type RoleField,
  roleFieldNames,
  roleFields,
  type RoleFields,
} from '../../core/roles/role-fields.ts';
import {
  whenMissing,
  FIRST_KIND,
  keysOf,
  type RoleKind,
  roleKindOf,
} from '../../core/roles/role-kinds.ts';
import { checkRole } from '../../core/roles/role-rules.ts';
import type { Role } from '../../core/roles/role.ts';
import { parseTag, tagText } from '../../core/roles/session-tag.ts';
import type { RoleWarning } from '../../core/roles/role-warning.ts';

/** The fields' contents as typed. */
export type FormValues = Readonly<Record<RoleField, string>> & { readonly kind: RoleKind };

export interface FormCheck {
  readonly broken: Readonly<Partial<Record<RoleField, FieldRule>>>;
  readonly warnings: readonly RoleWarning[];
}

const byField = <Value>(valueOf: (key: EditedKey) => Value): Readonly<Record<RoleField, Value>> =>
  Object.fromEntries(editedKeys.map((key) => [roleFields[key].flag, valueOf(key)])) as Readonly<
    Record<RoleField, Value>
  >;

export function emptyForm(kind: RoleKind = FIRST_KIND): FormValues {
  return {
    kind,
    ...byField(() => ''),
    'source-profile': 'default',
    duration: whenMissing(kind, 'durationSeconds') === 'default' ? '3600' : '',
    mfa: 'session',
  };
}

/** Returns the values for another kind. Fields that both kinds have keep their values. */
export function formOfKind(values: FormValues, kind: RoleKind): FormValues {
  const kept = fieldsOf(kind).map((field) => [field, values[field]] as const);
  const { duration } = emptyForm(kind);
  return { ...emptyForm(kind), ...Object.fromEntries(kept), duration };
}

/** Returns the fields that roles of a kind have, in the order of the settings file. */
export function fieldsOf(kind: RoleKind): readonly RoleField[] {
  const keys = keysOf(kind);
  return editedKeys.filter((key) => keys.includes(key)).map((key) => roleFields[key].flag);
}

/** Returns values that break no rule. */
function validForm(kind: RoleKind): FormValues {
  return {
    ...emptyForm(kind),
    name: 'name',
    'role-arn': 'arn:aws:iam::123456789012:role/name',
    'sso-session': 'session',
    'start-url': 'https://name.awsapps.com/start',
    'sso-region': 'us-east-1',
    account: '123456789012',
    'permission-set': 'name',
    ...(whenMissing(kind, 'mfaSerial') === 'required'
      ? { 'mfa-serial': 'arn:aws:iam::123456789012:mfa/name' }
      : {}),
  };
}

export function formOf(role: Role): FormValues {
  return {
    kind: role.kind,
    ...byField((key) => fieldText(key, role[key]) ?? emptyForm(role.kind)[roleFields[key].flag]),
    profile: role.targetProfile === role.name ? '' : role.targetProfile,
    policy: role.policy === undefined ? '' : readablePolicy(role.policy),
  };
}

/** Returns a field's value as the form shows it; undefined if there is none. */
export function fieldText(key: EditedKey, value: RoleDraft[EditedKey]): string | undefined {
  return value === undefined ? undefined : TO_TEXT[roleFields[key].form](value as never);
}

type EditedForm = RoleFields[EditedKey]['form'];

const TO_TEXT: { readonly [Form in EditedForm]: (value: FormValue[Form]) => string } = {
  text: (text) => text,
  document: (text) => text,
  seconds: String,
  'mfa-mode': (mode) => mode,
  tags: (tags) => tags.map(tagText).join('\n'),
  list: (texts) => texts.join('\n'),
};

/** An empty text becomes an empty list instead of undefined, so that saving can clear a list. */
const FROM_TEXT: {
  readonly [Form in EditedForm]: (text: string) => FormValue[Form] | undefined;
} = {
  text: (text) => text,
  document: (text) => text,
  seconds: durationOf,
  'mfa-mode': (text) => (text === 'each-time' ? 'each-time' : 'session'),
  // The core refuses a tag without a key.
  tags: (text) => linesOf(text).map((line) => parseTag(line) ?? { key: '', value: line }),
  list: linesOf,
};

export function draftOf(values: FormValues): RoleDraft {
  const { kind, name } = values;
  const keys = keysOf(kind);
  const fields = editedKeys
    .filter((key) => keys.includes(key))
    .map((key) => [key, FROM_TEXT[roleFields[key].form](values[roleFields[key].flag])] as const);
  const draft: Partial<RoleDraft> = Object.fromEntries(fields);
  return { kind, name, ...draft };
}

/** Returns the changes that saving makes. An emptied field gets its default, or is removed. */
export function changesOf(values: FormValues): RoleChanges {
  // `roleSessionName` is left out if it is empty, because only a new role gets a default session
  // name.
  const { kind: _kind, roleSessionName, ...draft } = draftOf(values);
  const changes = Object.entries(draft).map(([key, value]) => {
    const isRequired = whenMissing(values.kind, key as EditedKey) === 'required';
    const isEmpty = value === undefined || (typeof value === 'string' && value.trim() === '');
    return [key, isEmpty && !isRequired ? null : value];
  });
  return {
    ...(Object.fromEntries(changes) as RoleChanges),
    ...((roleSessionName ?? '').trim() === '' ? {} : { roleSessionName }),
  };
}

/**
 * Finds every field that breaks a rule: replaces the value of a broken field by a valid value and
 * checks again. `others` are the roles whose names are taken.
 */
export function checkForm(values: FormValues, others: readonly Role[]): FormCheck {
  const broken: Partial<Record<RoleField, FieldRule>> = {};
  const valid = validForm(values.kind);
  let checked = values;
  const hasTags = whenMissing(values.kind, 'tags') !== null;
  if (hasTags && linesOf(values.tag).some((line) => parseTag(line) === null)) {
    broken.tag = { kind: 'key-value' };
    checked = { ...checked, tag: '', 'transitive-tag-key': '' };
  }
  for (;;) {
    const role = completeRole(draftOf(checked), { id: '', sessionName: 'user@host' });
    if (role.ok) {
      const taken = others.find(({ name }) => name === role.value.name);
      if (taken !== undefined && broken.name === undefined)
        broken.name = { kind: 'taken', by: taken.name };
      return { broken, warnings: checkRole(role.value).warnings };
    }
    if (role.failure.kind !== 'field-invalid') return { broken, warnings: [] };
    const field = roleFieldNames.find(
      (one) => role.failure.kind === 'field-invalid' && one === role.failure.field,
    );
    // If a field fails again although its value is valid now, the rule compares two fields. The
    // first failure of the field stays the reported one.
    if (field === undefined || broken[field] !== undefined) return { broken, warnings: [] };
    broken[field] = role.failure.rule;
    checked = {
      ...checked,
      [field]: field === 'profile' ? `${checked['source-profile']}-rk` : valid[field],
    };
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/**
 * Adds line breaks to a policy. Changes nothing if that would change the document, for example if a
 * key occurs twice.
 */
function readablePolicy(policy: string): string {
  try {
    const value: unknown = JSON.parse(policy);
    return JSON.stringify(value) === policy ? JSON.stringify(value, null, 2) : policy;
  } catch {
    return policy;
  }
}

function durationOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** Reads a stored form's values; null if they are invalid. */
export function parseStoredForm(stored: unknown): FormValues | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const given = new Map<string, unknown>(Object.entries(stored));
  if (roleFieldNames.some((field) => typeof given.get(field) !== 'string')) return null;
  const text = (field: RoleField): string => String(given.get(field));
  const kind = roleKindOf(given.get('kind'));
  if (kind === null) return null;
  const fields = Object.fromEntries(roleFieldNames.map((field) => [field, text(field)]));
  return { ...emptyForm(kind), ...fields };
}

/** Copies a role's values, except its name and target profile. */
export function duplicateOf(role: Role): FormValues {
  return { ...formOf(role), name: '', profile: '' };
}

/** Suggests a name: the last part of the ARN, with only the characters a name can have. */
export function nameFrom(roleArn: string, taken: readonly string[]): string {
  const base = (roleArn.split('/').at(-1) ?? '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9_\-.@]+/g, '-');
  return nameLike(withoutOuterDashes(base), taken);
}

/** Returns the name, with a number if it is taken. */
export function nameLike(base: string, taken: readonly string[]): string {
  if (base === '' || !taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
