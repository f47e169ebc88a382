import type { RoleDraft } from '../../core/roles/role-draft.ts';
import { editedKeys, roleFieldNames, roleFields } from '../../core/roles/role-fields.ts';
import type { Demand } from '../../core/roles/pasted/demand.ts';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { roleNameOf } from '../../core/roles/role-name.ts';
import { displaySafe } from '../display-safe.ts';
import { emptyForm, fieldText, type FormValues, nameFrom, nameLike } from './role-form.ts';

export interface FilledForm {
  readonly values: FormValues;
  /** What the paste made of an empty form: what the next paste takes back. */
  readonly pasted: FormValues;
  /** What policies in the text demand of the role. */
  readonly demands: readonly Demand[];
}

/**
 * Fills the form with every field that a pasted role gives. What an earlier paste filled goes, unless a person changed it since; so no value of one
 * client's role gets into another's. What a person typed stays, if this paste does not give it.
 * `taken`: names of other roles. `pasted`: what the paste before filled; null if there was none.
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
): Partial<Record<keyof FormValues, string>> {
  const legal = roleNameOf(name ?? '');
  const own = legal === '' ? nameFrom(fields.roleArn, taken) : nameLike(legal, taken);
  // A profile that names itself means its own keys, which must not be overwritten.
  const targetProfile = fields.sourceProfile === own ? `${own}-rk` : undefined;
  const draft: Partial<RoleDraft> = { ...fields, name: own, targetProfile };
  const given = editedKeys.map(
    (key) => [roleFields[key].flag, fieldText(key, draft[key])] as const,
  );
  return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

/** The demands that were put away with a draft; anything else is left out. */
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

/** A pasted role in one line: its name where it has one, and its ARN. */
export function pastedTitle({ name, fields }: PastedRole): string {
  const arn = displaySafe(fields.roleArn);
  return name === null ? arn : `${displaySafe(name)}: ${arn}`;
}

/** How many fields of the form a pasted role fills beside the ARN. */
export function furtherFields({ fields }: PastedRole): number {
  return Object.entries(fields).filter(([name, value]) => name !== 'roleArn' && value !== undefined)
    .length;
}
