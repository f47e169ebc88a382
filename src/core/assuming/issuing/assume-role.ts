import { ok } from '../../result.ts';
import type { RoleOf } from '../../roles/role.ts';
import { assumeRequest } from '../../sts/sts-calls.ts';
import type { IssueSession } from './issued-session.ts';

/** Assumes the role with the credentials of its source. */
export const issueAssumedRole: IssueSession<RoleOf<'assume-role'>> = async (
  role,
  signer,
  assumeRole,
) => {
  const answer = await assumeRole(signer, assumeRequest(role));
  if (!answer.ok) return answer;
  const { value, requestId } = answer.value;
  return ok({ value: { credentials: value.credentials, arn: value.assumedRoleArn }, requestId });
};
