import type { RoleDraft } from '../../core/roles/role-draft.ts';
import {
  editedKeys,
  type RoleField,
  roleFieldNames,
  roleFields,
} from '../../core/roles/role-fields.ts';
import type { Demand } from '../../core/roles/pasted/demand.ts';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { roleNameOf } from '../../core/roles/role-name.ts';
import { displaySafe } from '../display-safe.ts';
import { emptyForm, fieldText, type FormValues, nameFrom, nameLike } from './role-form.ts';

export interface FilledForm {
  readonly values: FormValues;
  /** What the paste fills in an empty form, so that the next paste can remove it. */
  readonly pasted: FormValues;
  /** The conditions of the policies in the text. */
  readonly demands: readonly Demand[];
}

/**
 * Fills the form with every field of a pasted role and keeps what the user typed into other fields.
 * Fields filled by an earlier paste are cleared unless the user changed them, so that two clients'
 * values never mix.
 *
 * `taken` are the names of other roles; `pasted` is what the previous paste filled, or null.
 */
export function formFrom(
  role: PastedRole,
  values: FormValues,
  { taken, pasted }: { readonly taken: readonly string[]; readonly pasted: FormValues | null },
): FilledForm {
  const empty = emptyForm();
  const before = pasted ?? empty;
  const typed = roleFieldNames.filter((field) => values[field] !== before[field]);
  const isNameTyped = !['', before.name, nameFrom(values['role-arn'], taken)].includes(values.name);
  const kept = typed
    .filter((field) => field !== 'name' || isNameTyped)
    .map((field) => [field, values[field]] as const);
  const given = givenBy(role, taken);
  if (isNameTyped) delete given.name;
  return {
    values: { ...empty, ...Object.fromEntries(kept), ...given },
    pasted: { ...empty, ...given },
    demands: role.demands,
  };
}

function givenBy(
  { name, fields }: PastedRole,
  taken: readonly string[],
): Partial<Record<RoleField, string>> {
  const legal = roleNameOf(name ?? '');
  const own = legal === '' ? nameFrom(fields.roleArn, taken) : nameLike(legal, taken);
  // The source profile contains the keys, so the role must write to another profile.
  const targetProfile = fields.sourceProfile === own ? `${own}-rk` : undefined;
  const draft: Partial<RoleDraft> = { ...fields, name: own, targetProfile };
  const given = editedKeys.map(
    (key) => [roleFields[key].flag, fieldText(key, draft[key])] as const,
  );
  return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

/** Reads the conditions stored with a draft; drops anything invalid. */
export function storedDemands(stored: unknown): readonly Demand[] {
  return Array.isArray(stored) ? stored.filter(isDemand) : [];
}

function isDemand(given: unknown): given is Demand {
  if (typeof given !== 'object' || given === null) return false;
  const { kind, maxAgeSeconds, text, key, values } = given as Readonly<Record<string, unknown>>;
  if (kind === 'mfa') return maxAgeSeconds === null || typeof maxAgeSeconds === 'number';
  if (kind === 'other') return typeof text === 'string';
  const isNamed = kind === 'tag' ? typeof key === 'string' : NAMED.includes(String(kind));
  return isNamed && Array.isArray(values) && values.every((value) => typeof value === 'string');
}

const NAMED: readonly string[] = ['external-id', 'session-name', 'source-identity'];

/** A pasted role on one line: its name, if it has one, and its ARN. */
export function pastedTitle({ name, fields }: PastedRole): string {
  const arn = displaySafe(fields.roleArn);
  return name === null ? arn : `${displaySafe(name)}: ${arn}`;
}

/** The number of fields that a pasted role fills besides the ARN. */
export function furtherFields({ fields }: PastedRole): number {
  return Object.entries(fields).filter(([name, value]) => name !== 'roleArn' && value !== undefined)
    .length;
}
