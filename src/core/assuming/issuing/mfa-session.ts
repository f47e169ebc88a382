import type { RoleOf } from '../../roles/role.ts';
import type { IssueSession } from './issued-session.ts';
import { leafSession } from './leaf-session.ts';

/**
 * Returns the signer's credentials, which are the MFA session that all roles of the device share.
 */
export const issueMfaSession: IssueSession<RoleOf<'mfa-session'>> = (_role, signer) =>
  Promise.resolve(leafSession(signer));
