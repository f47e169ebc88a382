/**
 * The parts of `arn:PARTITION:sts::ACCOUNT:assumed-role/NAME/SESSION`, the ARN of a role's session
 * (IAM user guide, "STS principals").
 */
export interface AssumedRoleArn {
  readonly partition: string;
  readonly account: string;
  /** The role's name without its path, which STS omits. */
  readonly roleName: string;
  readonly sessionName: string;
}

export function parseAssumedRoleArn(arn: string): AssumedRoleArn | null {
  const match = /^arn:([a-z0-9-]+):sts::([^:]*):assumed-role\/([\w+=,.@-]+)\/([\w+=,.@-]+)$/.exec(
    arn,
  );
  if (match === null) return null;
  const [, partition = '', account = '', roleName = '', sessionName = ''] = match;
  return { partition, account, roleName, sessionName };
}

/** Returns true if the session that STS issued has the requested role and session name. */
export function isSessionOf(
  assumedRoleArn: string,
  asked: { roleArn: string; roleSessionName: string },
): boolean {
  const got = parseAssumedRoleArn(assumedRoleArn);
  const role = /^arn:([a-z0-9-]+):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(asked.roleArn);
  if (got === null || role === null) return false;
  const [, partition, account, roleName = ''] = role;
  return (
    got.partition === partition &&
    got.account === account &&
    got.roleName.toLowerCase() === roleName.toLowerCase() &&
    got.sessionName === asked.roleSessionName
  );
}
