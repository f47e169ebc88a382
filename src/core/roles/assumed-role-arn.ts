/** The parts of `arn:PARTITION:sts::ACCOUNT:assumed-role/NAME/SESSION`, as STS names a session (IAM user guide, "STS principals"). */
export interface AssumedRoleArn {
  readonly partition: string;
  readonly account: string;
  /** Without the path, which STS leaves out. */
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

/** Whether the session that STS issued is of the role that was asked for. */
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
