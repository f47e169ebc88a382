import type { SessionCredentials } from '../../credentials.ts';
import type { AssumedRole, AssumeRoleRequest } from '../../ports/sts.ts';
import type { Result } from '../../result.ts';
import type { Answered } from '../../sts/sts-requests.ts';
import type { Signer } from '../../sts/signer.ts';

/** A new session, before it is written. */
export interface IssuedSession {
  readonly credentials: SessionCredentials;
  /** The ARN that STS returned for the session; null if it returned none or was not called. */
  readonly arn: string | null;
}

/** Calls AssumeRole: through `MfaAwareSts` for a refresh, directly for a test of a role. */
export type CallAssumeRole = (
  signer: Signer,
  request: AssumeRoleRequest,
) => Promise<Result<Answered<AssumedRole>>>;

/** Gets a session of a role with the credentials of its source chain. */
export type IssueSession<Asked> = (
  role: Asked,
  signer: Signer,
  assumeRole: CallAssumeRole,
) => Promise<Result<Answered<IssuedSession>>>;
