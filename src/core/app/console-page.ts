import { consoleAddress, isRegionOf, isWithConsole } from '../aws-config/console-address.ts';
import { type Partition, partitionOf, partitionOfRegion } from '../aws-config/partition.ts';
import type { ConsolePage, ConsoleRequest } from '../contract/app.ts';
import { failed, ok, type Result } from '../result.ts';
import { hasConsole } from '../roles/role-kinds.ts';
import type { Role } from '../roles/role.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/**
 * Returns the page of the AWS console that a role opens (IAM user guide, "Enable custom identity
 * broker access to the AWS console"). Fails for the MFA session of an IAM user, a server that is
 * not AWS, and a partition without a public console.
 */
export function consolePage(
  role: Role,
  snapshot: AwsSnapshot,
  { service, region }: ConsoleRequest,
): Result<ConsolePage> {
  const { name: roleName } = role;
  if (!hasConsole(role))
    return failed({ kind: 'no-console', roleName, why: 'user-session', partition: null });
  if (role.roleArn !== undefined && !snapshot.isIssuedByAws(role))
    return failed({ kind: 'no-console', roleName, why: 'other-server', partition: null });
  const partition = partitionOfRole(role, snapshot);
  if (partition === null || !isWithConsole(partition)) {
    const id = partition?.id ?? null;
    return failed({ kind: 'no-console', roleName, why: 'partition', partition: id });
  }
  const address = consoleAddress(
    partition,
    service,
    region ?? ownRegion(role, snapshot, partition),
  );
  if (!address.ok) return address;
  return ok({
    roleName,
    federation: `https://${partition.signInHost}/federation`,
    destination: address.value,
    browser: role.browser ?? null,
  });
}

function partitionOfRole(role: Role, { profiles }: AwsSnapshot): Partition | null {
  if (role.roleArn !== undefined) return partitionOf(role.roleArn);
  const { ssoSession: name, ssoRegion } = role;
  const session = name === undefined ? null : profiles.ssoSession({ kind: 'sso-session', name });
  return partitionOfRegion(ssoRegion ?? session?.region ?? role.region ?? '');
}

/**
 * Returns the first region of the partition that the role or one of its profiles names; null if
 * none.
 */
function ownRegion(role: Role, { profiles }: AwsSnapshot, { id }: Partition): string | null {
  const { region, targetProfile, sourceProfile } = role;
  const named = [
    region,
    profiles.get(targetProfile)?.region,
    sourceProfile === undefined ? null : profiles.get(sourceProfile)?.region,
  ];
  return named.find((each) => typeof each === 'string' && isRegionOf(each, id)) ?? null;
}
