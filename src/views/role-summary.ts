import type { RoleKind } from '../core/roles/role-kinds.ts';
import { type Role, type RoleOf, sourceNameOf } from '../core/roles/role.ts';

/** What a role gives access to and where its session comes from, in AWS's own names. */
export interface RoleSummary {
  /** A role's ARN, an account and a permission set, or the serial of an MFA device. */
  readonly what: string;
  /** A profile, or a sign-in of Identity Center. */
  readonly source: string;
}

const names: { readonly [Kind in RoleKind]: (role: RoleOf<Kind>) => string } = {
  'assume-role': ({ roleArn }) => roleArn,
  'identity-center': ({ accountId, permissionSet }) => `${accountId} ${permissionSet}`,
  'mfa-session': ({ mfaSerial }) => mfaSerial,
};

export function roleSummary(role: Role): RoleSummary {
  const name = names[role.kind] as (role: Role) => string;
  return { what: name(role), source: sourceNameOf(role) };
}
