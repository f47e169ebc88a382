import type { RoleOf } from '../../roles/role.ts';
import type { IssueSession } from './issued-session.ts';
import { leafSession } from './leaf-session.ts';

/**
 * Returns the signer's credentials. GetRoleCredentials already returned the role's session as the
 * leaf of its chain.
 */
export const issuePermissionSet: IssueSession<RoleOf<'identity-center'>> = (_role, signer) =>
  Promise.resolve(leafSession(signer));
