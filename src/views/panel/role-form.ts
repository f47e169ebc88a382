import { withoutOuterDashes } from '../../core/without-outer-dashes.ts';
import type { FieldRule } from '../../core/failure.ts';
import { completeRole, type RoleChanges, type RoleDraft } from '../../core/roles/role-draft.ts';
import { checkRole, type RoleField } from '../../core/roles/role-rules.ts';
import type { Role } from '../../core/roles/role.ts';
import { parseTag, tagText } from '../../core/roles/session-tag.ts';
import type { RoleWarning } from '../../core/roles/role-warning.ts';

/** What stands in the form's fields, as typed. */
export type FormValues = Readonly<Record<RoleField, string>>;

export interface FormCheck {
  readonly broken: Readonly<Partial<Record<RoleField, FieldRule>>>;
  readonly warnings: readonly RoleWarning[];
}

export const ROLE_FIELDS: readonly RoleField[] = [
  'name',
  'role-arn',
  'external-id',
  'source-profile',
  'profile',
  'session-name',
  'duration',
  'mfa-serial',
  'region',
  'endpoint',
  'mfa',
  'tag',
  'transitive-tag-key',
  'source-identity',
  'policy',
  'policy-arn',
  'group',
];

const SOUND: FormValues = {
  name: 'name',
  'role-arn': 'arn:aws:iam::123456789012:role/name',
  'source-profile': 'default',
  profile: '',
  'session-name': '',
  duration: '3600',
  'external-id': '',
  'mfa-serial': '',
  region: '',
  endpoint: '',
  mfa: 'session',
  tag: '',
  'transitive-tag-key': '',
  'source-identity': '',
  policy: '',
  'policy-arn': '',
  group: '',
};

export function emptyForm(): FormValues {
  return { ...SOUND, name: '', 'role-arn': '' };
}

export function formOf(role: Role): FormValues {
  return {
    name: role.name,
    'role-arn': role.roleArn,
    'source-profile': role.sourceProfile,
    profile: role.targetProfile === role.name ? '' : role.targetProfile,
    'session-name': role.roleSessionName,
    duration: String(role.durationSeconds),
    'external-id': role.externalId ?? '',
    'mfa-serial': role.mfaSerial ?? '',
    region: role.region ?? '',
    endpoint: role.endpoint ?? '',
    mfa: role.mfa ?? 'session',
    tag: (role.tags ?? []).map(tagText).join('\n'),
    'transitive-tag-key': (role.transitiveTagKeys ?? []).join('\n'),
    'source-identity': role.sourceIdentity ?? '',
    policy: role.policy === undefined ? '' : readablePolicy(role.policy),
    'policy-arn': (role.policyArns ?? []).join('\n'),
    group: role.group ?? '',
  };
}

export function draftOf(values: FormValues): RoleDraft {
  return {
    name: values.name,
    roleArn: values['role-arn'],
    sourceProfile: values['source-profile'],
    targetProfile: values.profile,
    roleSessionName: values['session-name'],
    durationSeconds: durationOf(values.duration),
    externalId: values['external-id'],
    mfaSerial: values['mfa-serial'],
    region: values.region,
    endpoint: values.endpoint,
    group: values.group,
    ...parametersOf(values),
  };
}

/** What a saved form means for the role that it was opened on: an emptied field gives its default back, or goes. */
export function changesOf(values: FormValues): RoleChanges {
  const orNull = (field: RoleField): string | null =>
    values[field].trim() === '' ? null : values[field];
  return {
    name: values.name,
    roleArn: values['role-arn'],
    sourceProfile: orNull('source-profile'),
    targetProfile: orNull('profile'),
    // A role has no default for it once it stands; an emptied one stays as it was.
    ...(values['session-name'].trim() === '' ? {} : { roleSessionName: values['session-name'] }),
    durationSeconds: durationOf(values.duration) ?? null,
    externalId: orNull('external-id'),
    mfaSerial: orNull('mfa-serial'),
    region: orNull('region'),
    endpoint: orNull('endpoint'),
    group: orNull('group'),
    ...parametersOf(values),
  };
}

/**
 * Every field that breaks its rule, not only the first: each one found is put right and the rest judged again by the core's own rules.
 * `others`: the roles whose names are taken.
 */
export function checkForm(values: FormValues, others: readonly Role[]): FormCheck {
  const broken: Partial<Record<RoleField, FieldRule>> = {};
  let judged = values;
  if (linesOf(values.tag).some((line) => parseTag(line) === null)) {
    broken.tag = { rule: 'key-value' };
    judged = { ...judged, tag: '', 'transitive-tag-key': '' };
  }
  for (;;) {
    const role = completeRole(draftOf(judged), { id: '', sessionName: 'user@host' });
    if (role.ok) {
      const taken = others.find(({ name }) => name === role.value.name);
      if (taken !== undefined && broken.name === undefined)
        broken.name = { rule: 'taken', by: taken.name };
      return { broken, warnings: checkRole(role.value).warnings };
    }
    if (role.failure.kind !== 'field-invalid') return { broken, warnings: [] };
    const field = ROLE_FIELDS.find(
      (one) => role.failure.kind === 'field-invalid' && one === role.failure.field,
    );
    // What was put right once and is broken still is a rule between two fields; the first of them carries it.
    if (field === undefined || broken[field] !== undefined) return { broken, warnings: [] };
    broken[field] = role.failure.rule;
    judged = {
      ...judged,
      [field]: field === 'profile' ? `${judged['source-profile']}-rk` : SOUND[field],
    };
  }
}

/** Each line a value, and a tag without `=` one that the core refuses; lists that are empty are given as such, so that a saved form empties them. */
function parametersOf(values: FormValues) {
  return {
    mfa: values.mfa === 'each-time' ? 'each-time' : 'session',
    tags: linesOf(values.tag).map((line) => parseTag(line) ?? { key: '', value: line }),
    transitiveTagKeys: linesOf(values['transitive-tag-key']),
    sourceIdentity: values['source-identity'],
    policy: values.policy,
    policyArns: linesOf(values['policy-arn']),
  } as const satisfies Partial<RoleDraft>;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** With line ends, where the same document comes back; a key that stands twice would be lost. */
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

/** A form's values as they were put away elsewhere; null where they are none. */
export function storedForm(stored: unknown): FormValues | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const given = new Map<string, unknown>(Object.entries(stored));
  if (ROLE_FIELDS.some((field) => typeof given.get(field) !== 'string')) return null;
  const text = (field: RoleField): string => String(given.get(field));
  return Object.fromEntries(ROLE_FIELDS.map((field) => [field, text(field)])) as FormValues;
}

/** Everything of a role but its name and where it is written. */
export function duplicateOf(role: Role): FormValues {
  return { ...formOf(role), name: '', profile: '' };
}

/** A name for a role that has none: the last part of its ARN, in the characters that a name may have. */
export function nameFrom(roleArn: string, taken: readonly string[]): string {
  const base = (roleArn.split('/').at(-1) ?? '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9_\-.@]+/g, '-');
  return nameLike(withoutOuterDashes(base), taken);
}

/** The same name, with a number where it is taken. */
export function nameLike(base: string, taken: readonly string[]): string {
  if (base === '' || !taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
