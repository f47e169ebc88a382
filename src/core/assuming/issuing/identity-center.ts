import type { RoleOf } from '../../roles/role.ts';
import type { IssueSession } from './issued-session.ts';
import { leafSession } from './leaf-session.ts';

/**
 * Returns the signer's credentials. The role is the leaf of its own source chain, so these
 * credentials are already its session.
 */
export const issuePermissionSet: IssueSession<RoleOf<'identity-center'>> = (_role, signer) =>
  Promise.resolve(leafSession(signer));
