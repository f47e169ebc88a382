import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { roleNameOf } from '../../core/roles/role-name.ts';
import { tagText } from '../../core/roles/session-tag.ts';
import { displaySafe } from '../display-safe.ts';
import { emptyForm, nameFrom, nameLike, ROLE_FIELDS, type FormValues } from './role-form.ts';

export interface FilledForm {
  readonly values: FormValues;
  /** What the paste made of an empty form: what the next paste takes back. */
  readonly pasted: FormValues;
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
  const typed = ROLE_FIELDS.filter((field) => values[field] !== before[field]);
  const isNameTyped = !['', before.name, nameFrom(values['role-arn'], taken)].includes(values.name);
  const kept = typed
    .filter((field) => field !== 'name' || isNameTyped)
    .map((field) => [field, values[field]] as const);
  const given = givenBy(role, taken);
  if (isNameTyped) delete given.name;
  return {
    values: { ...empty, ...Object.fromEntries(kept), ...given },
    pasted: { ...empty, ...given },
  };
}

function givenBy(
  { name, fields }: PastedRole,
  taken: readonly string[],
): Partial<Record<keyof FormValues, string>> {
  const legal = roleNameOf(name ?? '');
  const own = legal === '' ? nameFrom(fields.roleArn, taken) : nameLike(legal, taken);
  const { sourceProfile, durationSeconds, tags, transitiveTagKeys, policyArns } = fields;
  const given: Partial<Record<keyof FormValues, string | undefined>> = {
    name: own,
    'role-arn': fields.roleArn,
    'source-profile': sourceProfile,
    // A profile that names itself means the keys in it, which must not be overwritten.
    profile: sourceProfile === own ? `${own}-rk` : undefined,
    'external-id': fields.externalId,
    'session-name': fields.roleSessionName,
    duration: durationSeconds === undefined ? undefined : String(durationSeconds),
    'mfa-serial': fields.mfaSerial,
    region: fields.region,
    endpoint: fields.endpoint,
    'source-identity': fields.sourceIdentity,
    policy: fields.policy,
    tag: tags?.map(tagText).join('\n'),
    'transitive-tag-key': transitiveTagKeys?.join('\n'),
    'policy-arn': policyArns?.join('\n'),
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

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
