import type { SessionCredentials } from '../../credentials.ts';
import type { AssumedRole, AssumeRoleRequest } from '../../ports/sts.ts';
import type { Result } from '../../result.ts';
import type { Answered } from '../../sts/sts-requests.ts';
import type { Signer } from '../../sts/signer.ts';

/** A new session, before it is written. */
export interface IssuedSession {
  readonly credentials: SessionCredentials;
  /** STS's name of the session; null if it named none, or was not asked. */
  readonly arn: string | null;
}

/** Calls AssumeRole. Refreshing a role and testing one pass different functions. */
export type CallAssumeRole = (
  signer: Signer,
  request: AssumeRoleRequest,
) => Promise<Result<Answered<AssumedRole>>>;

/** Gets a session of a role with the credentials that its source chain gave. */
export type IssueSession<Asked> = (
  role: Asked,
  signer: Signer,
  assumeRole: CallAssumeRole,
) => Promise<Result<Answered<IssuedSession>>>;
