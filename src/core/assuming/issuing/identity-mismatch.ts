import type { Failure } from '../../failure.ts';
import { isSessionOf } from '../../roles/assumed-role-arn.ts';
import { isAssumed, type Role } from '../../roles/role.ts';

/**
 * Returns a failure if AWS's answer names another role or another session name than the request.
 */
export function identityMismatch(role: Role, got: string | null): Failure | null {
  return got === null || !isAssumed(role) || isSessionOf(got, role)
    ? null
    : { kind: 'identity-mismatch', asked: role.roleArn, got };
}
