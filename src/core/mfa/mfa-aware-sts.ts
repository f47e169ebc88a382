import type { AssumedRole, AssumeRoleRequest } from '../ports/sts.ts';
import { failed, type Result } from '../result.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { StsCalls } from '../sts/sts-calls.ts';
import type { Answered } from '../sts/sts-requests.ts';
import type { MfaCode, Signer } from '../sts/signer.ts';
import type { MfaRequests } from './mfa-requests.ts';
import { codeNeededFailure } from './code-needed-failure.ts';
import type { NeededCode } from './mfa-target.ts';
import type { MfaSessions } from './mfa-sessions.ts';

export interface MfaAwareStsDeps {
  readonly calls: StsCalls;
  readonly sessions: MfaSessions;
  readonly requests: MfaRequests;
  readonly clock: CorrectedClock;
}

/**
 * Calls AssumeRole, and asks for a new code if STS now refuses a role that it allowed before with
 * the same MFA session. A trust policy with `aws:MultiFactorAuthAge` does so when the session is
 * too old (IAM user guide, "MFA-protected API access").
 */
export class MfaAwareSts {
  readonly #deps: MfaAwareStsDeps;

  constructor(deps: MfaAwareStsDeps) {
    this.#deps = deps;
  }

  /** `wantedRoleId` is the last role of the chain, which waits if a code is needed. */
  async assumeRole(
    signer: Signer,
    request: AssumeRoleRequest,
    wantedRoleId: string,
  ): Promise<Result<Answered<AssumedRole>>> {
    const { calls, sessions, requests } = this.#deps;
    const { accessKeyId } = signer.credentials;
    const result = await calls.assumeRole(signer, request);
    if (signer.code !== undefined) this.#used(signer.code, result);
    if (result.ok) {
      sessions.recordAssumed(accessKeyId, request.roleArn);
      return result;
    }
    if (result.failure.kind !== 'access-denied') return result;
    const offer = sessions.offerNewCode(accessKeyId, request.roleArn);
    if (offer === null) return result;
    const need: NeededCode = { target: offer.target, use: { kind: 'session' } };
    if (!offer.isFirst && !requests.isWaiting(need, wantedRoleId)) return result;
    const { id } = requests.ask(need, wantedRoleId);
    return failed(codeNeededFailure(offer.target, id, true));
  }

  /** Records whether AWS accepted the code of this call, refused it, or never got it. */
  #used(
    { mfaRequestId, tokenCode }: MfaCode,
    result: Awaited<ReturnType<StsCalls['assumeRole']>>,
  ): void {
    const { requests, clock } = this.#deps;
    if (result.ok) requests.remove(mfaRequestId);
    else if (result.failure.kind === 'mfa-refused') requests.markRefused(mfaRequestId, clock.now());
    else if (result.notSent) requests.storeCode(mfaRequestId, tokenCode, clock.now());
  }
}
