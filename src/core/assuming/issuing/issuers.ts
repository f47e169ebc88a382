import type { RoleKind } from '../../roles/role-kinds.ts';
import type { Role, RoleOf } from '../../roles/role.ts';
import { issueAssumedRole } from './assume-role.ts';
import { issuePermissionSet } from './identity-center.ts';
import type { IssueSession } from './issued-session.ts';
import { issueMfaSession } from './mfa-session.ts';

const issuers: { readonly [Kind in RoleKind]: IssueSession<RoleOf<Kind>> } = {
  'assume-role': issueAssumedRole,
  'identity-center': issuePermissionSet,
  'mfa-session': issueMfaSession,
};

/** Gets a session of a role of any kind. Writes nothing. */
export const issueSession: IssueSession<Role> = (role, signer, assumeRole) => {
  const issue = issuers[role.kind] as IssueSession<Role>;
  return issue(role, signer, assumeRole);
};
