import type {
  AssumeRoleCommandOutput,
  GetCallerIdentityCommandOutput,
  GetSessionTokenCommandOutput,
} from '@aws-sdk/client-sts';
import type { SessionCredentials } from '../../core/credentials.ts';
import type { CallerIdentity } from '../../core/ports/sts.ts';
import { isCallerIdentity, isIdentityArn } from '../../core/sts/identity-shape.ts';
import { NotSts } from './exchange.ts';

/**
 * The limit for a session token. AWS names none ("typically less than 4096 bytes"), but no server
 * or system accepts a header or a variable of this length.
 */
const MAX_TOKEN_CHARACTERS = 65_536;

/** Returns the credentials in the answer. Throws `NotSts` if they are not complete. */
export function issuedCredentials({
  Credentials,
}: AssumeRoleCommandOutput | GetSessionTokenCommandOutput): SessionCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  const complete =
    AccessKeyId !== undefined &&
    AccessKeyId !== '' &&
    SecretAccessKey !== undefined &&
    SecretAccessKey !== '' &&
    SessionToken !== undefined &&
    SessionToken !== '' &&
    Expiration !== undefined &&
    !Number.isNaN(Expiration.getTime());
  if (!complete) throw new NotSts('an answer without credentials');
  if (
    AccessKeyId.length > 128 ||
    SecretAccessKey.length > 1024 ||
    SessionToken.length > MAX_TOKEN_CHARACTERS
  ) {
    throw new NotSts('credentials longer than any that STS issues');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration.getTime(),
  };
}

const NO_IDENTITY = 'an ARN, account or user ID that STS never returns';

/**
 * Returns the ARN in the answer, or null if there is none. If the ARN is invalid, throws for an
 * answer of AWS, and returns null for an answer of another server.
 */
export function assumedRoleIn(
  { AssumedRoleUser }: AssumeRoleCommandOutput,
  isAws: boolean,
): string | null {
  const arn = AssumedRoleUser?.Arn;
  if (arn === undefined || isIdentityArn(arn, isAws)) return arn ?? null;
  if (isAws) throw new NotSts(NO_IDENTITY);
  return null;
}

/** Returns the caller in the answer. Throws `NotSts` if STS never returns such an answer. */
export function identityIn(output: GetCallerIdentityCommandOutput, isAws: boolean): CallerIdentity {
  if (output.Arn === undefined) throw new NotSts('an answer without an ARN');
  const identity = {
    arn: output.Arn,
    account: output.Account ?? '',
    userId: output.UserId ?? '',
  };
  if (!isCallerIdentity(identity, isAws)) throw new NotSts(NO_IDENTITY);
  return identity;
}
