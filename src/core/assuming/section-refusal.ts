import type { Failure } from '../failure.ts';
import type { Role } from '../roles/role.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/**
 * Returns why the role's section must not be written; null if it may be written. Must be called
 * before a session is requested, because a session for a refused section could not be written.
 */
export function sectionRefusal(
  role: Role,
  snapshot: AwsSnapshot,
  mayTakeOver: boolean,
): Failure | null {
  const profile = role.targetProfile;
  // AWS tools prefer `role_arn` to keys, so they would never use the keys that Rolekeeper writes.
  const file = snapshot.fileWithRoleArn(profile);
  if (file !== null)
    return { kind: 'section-shadowed', profile, by: 'role_arn', file, suggestion: `${profile}-rk` };
  const others = snapshot.otherCredentials(profile);
  if (mayTakeOver || others === null) return null;
  return { kind: 'section-not-owned', profile, ...others };
}
