import type { RoleKind } from '../../core/roles/role-kinds.ts';

/** The kinds of roles. */
export const enKinds = {
  label: 'Kind',
  names: {
    'assume-role': 'assumed role',
    'identity-center': 'permission set',
    'mfa-session': 'MFA session',
  } satisfies Record<RoleKind, string>,
  /** For a sentence: "is not a field of …". */
  ofOne: {
    'assume-role': 'an assumed role',
    'identity-center': 'a permission set of Identity Center',
    'mfa-session': 'an MFA session',
  } satisfies Record<RoleKind, string>,
};
