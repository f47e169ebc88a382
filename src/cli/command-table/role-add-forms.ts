import { roleFields } from '../../core/roles/role-fields.ts';
import { FIRST_KIND, keysOf, ROLE_KINDS, type RoleKind } from '../../core/roles/role-kinds.ts';
import type { CallForm } from './command-spec.ts';

/** The options of `role add` that decide the kind of the role. */
const NEEDS = {
  'assume-role': ['role-arn'],
  'identity-center': ['account', 'permission-set'],
  'mfa-session': ['mfa-session', 'mfa-serial'],
} as const satisfies Readonly<Record<RoleKind, readonly string[]>>;

/** A permission set needs exactly one of these. */
const SIGN_IN = ['sso-session', 'start-url'] as const;

/**
 * The forms of `role add`. There is one for each kind of role, and one for a document that
 * describes the role.
 */
export const roleAddForms: readonly CallForm[] = [
  ...ROLE_KINDS.map((kind) => formOf(kind, NEEDS[kind])),
  formOf(FIRST_KIND, ['policy-file']),
];

/** Returns the kind of role that these options of `role add` describe. */
export function kindOfOptions(options: readonly string[]): RoleKind {
  const isGiven = (option: string): boolean => options.includes(option);
  return ROLE_KINDS.find((kind) => NEEDS[kind].every(isGiven)) ?? FIRST_KIND;
}

function formOf(kind: RoleKind, needs: readonly string[]): CallForm {
  const names: readonly string[] = keysOf(kind).map((key) => roleFields[key].flag);
  const single = names.filter((name) => ![...needs, ...SIGN_IN, 'name', 'role-arn'].includes(name));
  const signIn = names.includes(SIGN_IN[0]) ? [SIGN_IN] : [];
  return { operand: 'needed', needs, takes: [...signIn, ...single] };
}
