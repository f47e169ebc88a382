import { failed, ok, type Result } from '../../result.ts';
import type { Answered } from '../../sts/sts-requests.ts';
import type { Signer } from '../../sts/signer.ts';
import type { IssuedSession } from './issued-session.ts';

/** Returns the credentials at the end of the source chain as the role's session. */
export function leafSession({ credentials, profile }: Signer): Result<Answered<IssuedSession>> {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  if (sessionToken === undefined || expiration === undefined) {
    const message = 'its credentials do not expire';
    return failed({ kind: 'source-failed', profile, message });
  }
  const session = { accessKeyId, secretAccessKey, sessionToken, expiration };
  return ok({ value: { credentials: session, arn: null }, requestId: null });
}
