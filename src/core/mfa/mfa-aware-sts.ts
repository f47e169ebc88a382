import type { AssumedRole, AssumeRoleRequest } from '../ports.ts';
import { failed, type Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { Answered, MfaCode, Signer, StsCalls } from '../sts/sts-calls.ts';
import { codeNeeded, type MfaRequests } from './mfa-requests.ts';
import type { MfaSessions } from './mfa-sessions.ts';

export interface AgeingMfaParts {
  readonly calls: StsCalls;
  readonly sessions: MfaSessions;
  readonly requests: MfaRequests;
  readonly clock: CorrectedClock;
}

/**
 * AssumeRole with an eye on the age of the MFA session that signs: a trust policy with `aws:MultiFactorAuthAge` (IAM user guide, "MFA-protected API
 * access") lets a role through at first and refuses it later. A new code is offered then, once per MFA session, since a role that was taken away
 * looks the same. The old session goes on serving the others until GetSessionToken has answered.
 */
export class MfaAwareSts {
  readonly #parts: AgeingMfaParts;

  constructor(parts: AgeingMfaParts) {
    this.#parts = parts;
  }

  /** `wantedRoleId`: the role that is wanted in the end, which waits for the code. */
  async assumeRole(
    signer: Signer,
    request: AssumeRoleRequest,
    wantedRoleId: string,
  ): Promise<Result<Answered<AssumedRole>>> {
    const { calls, sessions, requests } = this.#parts;
    const { accessKeyId } = signer.credentials;
    const result = await calls.assumeRole(signer, request);
    if (signer.code !== undefined) this.#used(signer.code, result);
    if (result.ok) {
      sessions.wasAssumed(accessKeyId, request.roleArn);
      return result;
    }
    if (result.failure.kind !== 'access-denied') return result;
    const offer = sessions.refusedAnew(accessKeyId, request.roleArn);
    if (offer === null || !(offer.isFirst || requests.isWaiting(offer.place, wantedRoleId)))
      return result;
    const { id } = requests.ask(offer.place, wantedRoleId);
    return failed(codeNeeded(offer.place, id, true));
  }

  /** What became of a code in this call: AWS took it, refused it, or it never left. */
  #used(
    { requestId, tokenCode }: MfaCode,
    result: Awaited<ReturnType<StsCalls['assumeRole']>>,
  ): void {
    const { requests, clock } = this.#parts;
    if (result.ok) requests.answered(requestId);
    else if (result.failure.kind === 'mfa-refused') requests.refused(requestId, clock.now());
    else if (result.notSent) requests.offer(requestId, tokenCode, clock.now());
  }
}
