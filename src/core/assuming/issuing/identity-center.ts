import type { RoleOf } from '../../roles/role.ts';
import type { IssueSession } from './issued-session.ts';
import { leafSession } from './leaf-session.ts';

/**
 * Returns the signer's credentials, which are already the role's session. Identity Center returned
 * them for the role's permission set.
 */
export const issuePermissionSet: IssueSession<RoleOf<'identity-center'>> = (_role, signer) =>
  Promise.resolve(leafSession(signer));
