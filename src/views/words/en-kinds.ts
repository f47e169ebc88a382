import type { PastedOther } from '../../core/roles/pasted/other-kinds.ts';
import type { RoleKind } from '../../core/roles/role-kinds.ts';

/** The kinds of roles. */
export const enKinds = {
  label: 'Kind',
  names: {
    'assume-role': 'assumed role',
    'identity-center': 'permission set',
    'mfa-session': 'MFA session',
  } satisfies Record<RoleKind, string>,
  /** The label of the role ARN, the permission set or the MFA device. */
  what: {
    'assume-role': 'Role',
    'identity-center': 'Permission set',
    'mfa-session': 'MFA device',
  } satisfies Record<RoleKind, string>,
  /** The label of the profile or sign-in that the sessions come from. */
  source: {
    'assume-role': 'Assumed from',
    'identity-center': 'Signed in to',
    'mfa-session': 'Keys from',
  } satisfies Record<RoleKind, string>,
  onClipboard: {
    'identity-center': 'A permission set or a sign-in of IAM Identity Center is on your clipboard',
    'mfa-session': 'An MFA device is on your clipboard',
  } satisfies Record<PastedOther['kind'], string>,
  /** Said after a paste that names no role to assume. */
  found: {
    'identity-center': 'Found a permission set or a sign-in of IAM Identity Center.',
    'mfa-session': 'Found an MFA device.',
  } satisfies Record<PastedOther['kind'], string>,
  /** The explanation of each kind in the form. */
  hints: {
    'assume-role': 'A role that is assumed with the credentials of another profile.',
    'identity-center': 'An account and a permission set of IAM Identity Center.',
    'mfa-session': 'The session that an IAM user gets for an MFA code, without a role.',
  } satisfies Record<RoleKind, string>,
  /** Shown as the session duration if the role sets none. */
  lengthOfSetting: 'As in the settings',
  got: (until: string) => `AWS gives a session. If it starts now, it lasts until ${until}`,
  /** The end of the sentence "is not a field of …". */
  ofOne: {
    'assume-role': 'an assumed role',
    'identity-center': 'a permission set of Identity Center',
    'mfa-session': 'an MFA session',
  } satisfies Record<RoleKind, string>,
};
