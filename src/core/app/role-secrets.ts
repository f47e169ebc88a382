import type { RoleSecrets } from '../contract/app.ts';
import { failed, ok, type Result } from '../result.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/**
 * Returns the role's credentials in the file. Fails with `released-meanwhile` if the file has none
 * that Rolekeeper wrote for this role.
 */
export function secretsIn(snapshot: AwsSnapshot, roleId: string): Result<RoleSecrets> {
  const known = snapshot.knownRole(roleId);
  if (!known.ok) return known;
  const role = known.value;
  const { credentials, expiration, mark, owned } = snapshot.section(role.targetProfile);
  const { sessionToken } = credentials ?? {};
  if (
    credentials === null ||
    sessionToken === undefined ||
    expiration === null ||
    !owned ||
    mark?.roleId !== roleId
  ) {
    return failed({ kind: 'released-meanwhile' });
  }
  const { accessKeyId, secretAccessKey } = credentials;
  return ok({
    profile: role.targetProfile,
    credentials: { accessKeyId, secretAccessKey, sessionToken, expiration },
    region: snapshot.childRegion(role),
  });
}
