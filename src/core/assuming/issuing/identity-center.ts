import type { RoleOf } from '../../roles/role.ts';
import type { IssueSession } from './issued-session.ts';
import { leafSession } from './leaf-session.ts';

/** The role is the leaf of its chain: GetRoleCredentials has already given its session. */
export const issuePermissionSet: IssueSession<RoleOf<'identity-center'>> = (_role, signer) =>
  Promise.resolve(leafSession(signer));
