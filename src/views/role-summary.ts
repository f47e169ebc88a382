import type { RoleKind } from '../core/roles/role-kinds.ts';
import type { Role, RoleOf } from '../core/roles/role.ts';

/** What a role gives, and where its session comes from, in AWS's own names. */
export interface RoleSummary {
  /** A role's ARN, an account and a permission set, or the serial of an MFA device. */
  readonly what: string;
  /** A profile, or a sign-in of Identity Center. */
  readonly source: string;
}

const summaries: { readonly [Kind in RoleKind]: (role: RoleOf<Kind>) => RoleSummary } = {
  'assume-role': ({ roleArn, sourceProfile }) => ({ what: roleArn, source: sourceProfile }),
  'identity-center': ({ accountId, permissionSet, ssoSession, startUrl }) => ({
    what: `${accountId} ${permissionSet}`,
    source: ssoSession ?? startUrl ?? '',
  }),
  'mfa-session': ({ mfaSerial, sourceProfile }) => ({ what: mfaSerial, source: sourceProfile }),
};

export function roleSummary(role: Role): RoleSummary {
  const summary = summaries[role.kind] as (role: Role) => RoleSummary;
  return summary(role);
}
