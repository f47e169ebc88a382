import type { RoleDraft } from '../../core/roles/role-draft.ts';
import { editedKeys, type RoleField, roleFields } from '../../core/roles/role-fields.ts';
import type { Demand } from '../../core/roles/pasted/demand.ts';
import type { FoundInText } from '../../core/roles/pasted/found-in-text.ts';
import type { PastedOther } from '../../core/roles/pasted/other-kinds.ts';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { roleNameOf } from '../../core/roles/role-name.ts';
import { displaySafe } from '../display-safe.ts';
import type { Words } from '../words/words.ts';
import { checkForm, fieldText, type FormValues, nameFrom, nameLike } from './role-form.ts';
import { fieldsFromTop } from './form-sections.ts';
import { FIRST_KIND } from '../../core/roles/role-kinds.ts';

/** A role in a pasted text, either one that is assumed or one of another kind. */
export type PastedAnyRole = PastedRole | PastedOther;

/**
 * Returns the fields that a pasted role fills, and their texts. `taken` are the names of other
 * roles.
 */
export function textsOf(
  found: PastedAnyRole,
  taken: readonly string[],
): Readonly<Partial<Record<RoleField, string>>> {
  const { fields } = found;
  const name = nameOf(found, taken);
  // The source profile contains the keys that call STS, so the role must write to another profile.
  const targetProfile = fields.sourceProfile === name ? `${name}-rk` : undefined;
  return textsIn({ ...fields, ...(name === '' ? {} : { name }), targetProfile });
}

function nameOf(found: PastedAnyRole, taken: readonly string[]): string {
  if (found.kind !== FIRST_KIND)
    return nameLike(roleNameOf(found.name ?? found.fields.permissionSet ?? ''), taken);
  const legal = roleNameOf(found.name ?? '');
  return legal === '' ? nameFrom(found.fields.roleArn, taken) : nameLike(legal, taken);
}

/**
 * Returns one line with the name of a pasted role, if it has one, and its ARN, permission set or
 * MFA device.
 */
export function pastedTitle(found: PastedAnyRole): string {
  const what = found.kind === FIRST_KIND ? found.fields.roleArn : otherAtAws(found);
  return [found.name, what]
    .filter((part) => part !== null && part !== undefined)
    .map(displaySafe)
    .join(': ');
}

function otherAtAws({ fields }: PastedOther): string | undefined {
  const { permissionSet, accountId, startUrl, mfaSerial } = fields;
  const parts = [permissionSet, accountId].filter((part) => part !== undefined);
  const what = mfaSerial ?? parts.join(' ');
  return what === '' ? startUrl : what;
}

/** What kind of role the clipboard contains, and a title for each role. */
export interface ClipboardOffer {
  readonly text: string;
  readonly titles: readonly string[];
}

/**
 * Returns what the form can take from the clipboard; null if there is no role, or if the form
 * already shows it.
 */
export function clipboardOffer(
  { roles, others }: FoundInText,
  values: FormValues,
  words: Words,
): ClipboardOffer | null {
  const [role] = roles;
  const [other] = others;
  if (role !== undefined) {
    if (roles.some(({ fields }) => fields.roleArn === values['role-arn'])) return null;
    return { text: words.forming.clipboard.offer[role.from], titles: roles.map(pastedTitle) };
  }
  if (other === undefined || others.some((one) => isShown(one, values))) return null;
  return { text: words.kinds.onClipboard[other.kind], titles: others.map(pastedTitle) };
}

function isShown({ kind, fields }: PastedOther, values: FormValues): boolean {
  const texts = Object.entries(textsIn(fields)) as readonly (readonly [RoleField, string])[];
  return values.kind === kind && texts.every(([field, text]) => values[field] === text);
}

/** Returns the required fields that are still empty, in the order of the form. */
export function emptyRequiredFields(values: FormValues): readonly RoleField[] {
  const { broken } = checkForm(values, []);
  return fieldsFromTop(values.kind).filter(
    (field) => broken[field] !== undefined && values[field].trim() === '',
  );
}

function textsIn(draft: Partial<RoleDraft>): Readonly<Partial<Record<RoleField, string>>> {
  const given = editedKeys.map(
    (key) => [roleFields[key].flag, fieldText(key, draft[key])] as const,
  );
  return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

/** Reads the conditions stored with a draft; drops anything invalid. */
export function parseStoredDemands(stored: unknown): readonly Demand[] {
  return Array.isArray(stored) ? stored.filter(isDemand) : [];
}

function isDemand(given: unknown): given is Demand {
  if (typeof given !== 'object' || given === null) return false;
  const { kind, maxAgeSeconds, text, key, values } = given as Readonly<Record<string, unknown>>;
  if (kind === 'mfa') return maxAgeSeconds === null || typeof maxAgeSeconds === 'number';
  if (kind === 'other') return typeof text === 'string';
  const isNamed =
    kind === 'tag' ? typeof key === 'string' : KINDS_WITH_VALUES.includes(String(kind));
  return isNamed && Array.isArray(values) && values.every((value) => typeof value === 'string');
}

const KINDS_WITH_VALUES: readonly string[] = ['external-id', 'session-name', 'source-identity'];

/** Returns the number of fields that a pasted role fills besides the ARN. */
export function furtherFieldCount({ fields }: PastedRole): number {
  return Object.entries(fields).filter(([name, value]) => name !== 'roleArn' && value !== undefined)
    .length;
}
