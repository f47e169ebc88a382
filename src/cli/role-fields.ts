import { failed, ok, type Result } from '../core/result.ts';
import type { FieldRule } from '../core/failure.ts';
import type { RoleChanges } from '../core/roles/role-draft.ts';
import {
  type FormValue,
  type MfaMode,
  type RoleFields,
  type RoleKey,
  roleFields,
  roleKeys,
} from '../core/roles/role-fields.ts';
import { parseTag } from '../core/roles/session-tag.ts';

const FLAG_KINDS = {
  text: 'value',
  document: 'value',
  seconds: 'value',
  'mfa-mode': 'value',
  tags: 'values',
  list: 'values',
  switch: 'switch',
} as const satisfies Record<keyof FormValue, keyof FlagValues>;

interface FlagValues {
  readonly value: string;
  readonly values: readonly string[];
  readonly switch: true;
}

/** The name is a command argument, not an option. */
type FlagKey = Exclude<RoleKey, 'name'>;
type FlagKind<Key extends RoleKey> = (typeof FLAG_KINDS)[RoleFields[Key]['form']];

const flagKeys = roleKeys.filter((key): key is FlagKey => key !== 'name');

/** The options of `role add` and `role set` for a role's fields. */
export const roleFieldFlags = Object.fromEntries(
  flagKeys.map((key) => [roleFields[key].flag, FLAG_KINDS[roleFields[key].form]]),
) as { readonly [Key in FlagKey as RoleFields[Key]['flag']]: FlagKind<Key> };

export type RoleFieldFlags = {
  readonly [Key in FlagKey as RoleFields[Key]['flag']]?: FlagValues[FlagKind<Key>];
};

const MFA_MODES = ['session', 'each-time'] as const satisfies readonly MfaMode[];

type Parsed = { readonly value: unknown } | { readonly broken: FieldRule };

/** Parsers of an option's values by the form of its field. Empty values in a list are dropped. */
const PARSERS: { readonly [Form in keyof FormValue]: (given: readonly string[]) => Parsed } = {
  text: ([text]) => ({ value: text ?? null }),
  document: ([text]) => ({ value: text ?? null }),
  seconds: ([text]) => {
    if (text === undefined) return { value: null };
    const isWhole = /^[0-9]{1,15}$/.test(text);
    return isWhole ? { value: Number(text) } : { broken: { rule: 'whole-number' } };
  },
  'mfa-mode': ([text]) => {
    if (text === undefined) return { value: null };
    const mode = MFA_MODES.find((each) => each === text);
    return mode === undefined
      ? { broken: { rule: 'one-of', options: MFA_MODES } }
      : { value: mode };
  },
  tags: (texts) => {
    const tags = texts.map(parseTag);
    return tags.includes(null) ? { broken: { rule: 'key-value' } } : { value: tags };
  },
  list: (texts) => ({ value: texts }),
  switch: () => ({ value: true }),
};

/**
 * Returns the fields set by options; null for an empty value, which means "remove" in `role set`. A
 * list replaces the whole list, and `policy` is the text of the file named by `--policy`; fails
 * with `field-invalid` if a value does not have the field's form.
 */
export function readRoleFields(
  flags: RoleFieldFlags,
  policy: string | null,
): Result<Omit<RoleChanges, 'name'>> {
  const fields: Partial<Record<FlagKey, unknown>> = {};
  for (const key of flagKeys) {
    const { flag, form } = roleFields[key];
    const given = flag === 'policy' && flags.policy !== '' ? (policy ?? undefined) : flags[flag];
    if (given === undefined) continue;
    const texts = [given].flat().filter((text) => typeof text === 'string' && text !== '');
    const parsed = PARSERS[form](texts as readonly string[]);
    if ('broken' in parsed) {
      return failed({ kind: 'field-invalid', field: flag, rule: parsed.broken });
    }
    fields[key] = parsed.value;
  }
  return ok(fields as Omit<RoleChanges, 'name'>);
}
