import type { Failure } from '../failure.ts';
import type { Role } from '../roles/role.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** Returns why the role's section may not be written; null if it may. Checked before any call. */
export function sectionRefusal(
  role: Role,
  snapshot: AwsSnapshot,
  mayTakeOver: boolean,
): Failure | null {
  const profile = role.targetProfile;
  const others = snapshot.foreign(profile);
  // AWS tools prefer a role_arn to keys, so they would never use what we write.
  if (others.includes('role_arn'))
    return { kind: 'section-shadowed', profile, by: 'role_arn', suggestion: `${profile}-rk` };
  const [first] = others;
  const section = snapshot.section(profile);
  if (mayTakeOver || first === undefined || section.owned) return null;
  const holds = section.holds === 'other-rolekeeper' ? section.holds : first;
  return { kind: 'section-not-owned', profile, file: snapshot.credentialsPath, holds };
}
