import type { CallerIdentity } from '../ports/sts.ts';

/**
 * Names of users, roles and sessions consist of `[\w+=,.@-]` (IAM API reference, CreateUser and
 * CreateRole; STS API reference, AssumeRole). The path of a user may have any visible ASCII
 * character (CreateUser, `Path`).
 */
const AWS_USER_ARN = /^arn:[a-z0-9-]+:iam::\d{12}:user\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]+$/;
const AWS_ARN = /^arn:[a-z0-9-]+:(?:iam|sts)::\d{12}:[\w+=,.@-]+(?:\/[\w+=,.@-]+)*$/;
const AWS_ACCOUNT = /^\d{12}$/;
const AWS_USER_ID = /^[\w+=,.@-]+(?::[\w+=,.@-]+)?$/;

/**
 * Other servers number accounts differently. Only characters without a meaning in a shell are
 * accepted.
 */
const OTHER_ARN = /^arn:[a-z0-9-]+:(?:iam|sts):[\w-]*:[\w-]*:[\w+=,.@:/-]+$/;
const OTHER_ACCOUNT = /^[\w-]*$/;
const OTHER_USER_ID = /^[\w+=,.@:/-]*$/;
/** GetCallerIdentity's `Arn` has 2048 characters at most (STS API reference). */
const MAX_CHARACTERS = 2048;

/**
 * Returns true if an ARN in STS's answer has the documented shape, because it is put into policies,
 * commands and lines of a terminal. `isAws` is false for a custom endpoint.
 */
export function isIdentityArn(arn: string, isAws: boolean): boolean {
  if (arn.length > MAX_CHARACTERS) return false;
  return isAws ? AWS_USER_ARN.test(arn) || AWS_ARN.test(arn) : OTHER_ARN.test(arn);
}

/** Returns true if every field of GetCallerIdentity's answer has the documented shape. */
export function isCallerIdentity(
  { arn, account, userId }: CallerIdentity,
  isAws: boolean,
): boolean {
  return (
    isIdentityArn(arn, isAws) &&
    account.length + userId.length <= MAX_CHARACTERS &&
    (isAws ? AWS_ACCOUNT : OTHER_ACCOUNT).test(account) &&
    (isAws ? AWS_USER_ID : OTHER_USER_ID).test(userId)
  );
}
