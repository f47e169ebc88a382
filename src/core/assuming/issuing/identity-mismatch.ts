import type { Failure } from '../../failure.ts';
import { isSessionOf } from '../../roles/assumed-role-arn.ts';
import { isAssumed, type Role } from '../../roles/role.ts';

/** AWS's answer must name the role and the session of the request. */
export function identityMismatch(role: Role, got: string | null): Failure | null {
  return got === null || !isAssumed(role) || isSessionOf(got, role)
    ? null
    : { kind: 'identity-mismatch', asked: role.roleArn, got };
}
