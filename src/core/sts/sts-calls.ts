import type { SessionCredentials } from '../credentials.ts';
import type {
  AssumedRole,
  AssumeRoleRequest,
  CallerIdentity,
  MfaSessionRequest,
  Sts,
} from '../ports/sts.ts';
import { type Failed, failed, ok, type Result } from '../result.ts';
import { furtherActionsOf } from '../roles/access/further-actions.ts';
import { CHAINED_SECONDS } from '../roles/kinds/assume-role.ts';
import type { AssumableRole } from '../roles/role.ts';
import type { CorrectedClock } from './corrected-clock.ts';
import type { Signer } from './signer.ts';
import { type Answered, StsRequests } from './sts-requests.ts';

/** `notSent` is true if the request was certainly not sent; its MFA code can then be used again. */
type Sent<T> = Result<Answered<T>> & { readonly notSent: boolean };

/**
 * Returns the failure for credentials that had already expired when they arrived. The call is not
 * repeated, because the server would return expired credentials again.
 */
function expiredOnArrival(requestId: string | null): Failed {
  const message = 'the credentials had already expired when they arrived';
  return failed({
    kind: 'sts-unexpected',
    code: 'ExpiredCredentials',
    message,
    status: null,
    requestId,
  });
}

export function assumeRequest(role: AssumableRole): AssumeRoleRequest {
  const { roleArn, roleSessionName, durationSeconds, externalId } = role;
  const { tags, transitiveTagKeys, sourceIdentity, policy, policyArns } = role;
  const narrowed = { tags, transitiveTagKeys, sourceIdentity, policy, policyArns };
  return { roleArn, roleSessionName, durationSeconds, externalId, ...narrowed };
}

/** Makes the calls to STS, which `StsRequests` sends. */
export class StsCalls {
  readonly #sts: Sts;
  readonly #clock: CorrectedClock;
  readonly #requests: StsRequests;
  readonly #identities = new Map<string, CallerIdentity>();

  constructor(sts: Sts, clock: CorrectedClock) {
    this.#sts = sts;
    this.#clock = clock;
    this.#requests = new StsRequests(clock);
  }

  /** False if the last call got no answer from STS. */
  get reached(): boolean {
    return this.#requests.reached;
  }

  /** Cancels all calls. Their connections may be dead after a suspend or a change of network. */
  reset(): void {
    this.#sts.reset();
  }

  /**
   * Calls AssumeRole, for at most one hour if the signer is `chained`. If AWS refuses a longer
   * duration because of this limit and the call had no MFA code, calls once more for one hour.
   */
  async assumeRole(signer: Signer, wanted: AssumeRoleRequest): Promise<Sent<AssumedRole>> {
    const capped = {
      ...wanted,
      durationSeconds: Math.min(wanted.durationSeconds, CHAINED_SECONDS),
    };
    const result = await this.#assumeRole(signer, signer.chained ? capped : wanted);
    const cappedByAws =
      !result.ok && result.failure.kind === 'duration-too-long' && result.failure.chained;
    return cappedByAws && !signer.chained && signer.code === undefined
      ? this.#assumeRole(signer, capped)
      : result;
  }

  async #assumeRole(signer: Signer, wanted: AssumeRoleRequest): Promise<Sent<AssumedRole>> {
    const { code } = signer;
    const request =
      code === undefined
        ? wanted
        : { ...wanted, mfa: { serialNumber: code.serialNumber, tokenCode: code.tokenCode } };
    let notSent = false;
    const facts = {
      operation: 'AssumeRole',
      roleArn: request.roleArn,
      durationSeconds: request.durationSeconds,
      externalId: request.externalId ?? null,
      sessionName: request.roleSessionName,
      further: furtherActionsOf(request),
    } as const;
    const result = await this.#requests.send(signer, facts, async (caller) => {
      const answer = await this.#sts.assumeRole(caller, request);
      notSent = !answer.ok && answer.error.notSent;
      return answer;
    });
    if (result.ok) {
      const { value, requestId, clockOffsetMs } = result.value;
      const credentials = this.#timed(value.credentials, clockOffsetMs);
      const isOver = credentials.expiration <= this.#clock.now();
      return {
        ...(isOver
          ? expiredOnArrival(requestId)
          : ok({ value: { ...value, credentials }, requestId })),
        notSent,
      };
    }
    if (result.failure.kind !== 'access-denied') return { ...result, notSent };
    // The help for a denial needs the caller's ARN. STS's message also has the ARN, but the form of
    // the message differs between services.
    const identity = await this.identify(signer);
    const callerArn = identity.ok ? identity.value.arn : result.failure.callerArn;
    return { ...failed({ ...result.failure, callerArn }), notSent };
  }

  /**
   * Gets an MFA session. A request that was sent uses up its MFA code, even if STS refuses the
   * call.
   */
  async getSessionToken(
    signer: Signer,
    request: MfaSessionRequest,
  ): Promise<Sent<SessionCredentials>> {
    let notSent = false;
    const facts = {
      operation: 'GetSessionToken',
      roleArn: '',
      durationSeconds: request.durationSeconds,
      externalId: null,
      sessionName: null,
    } as const;
    const result = await this.#requests.send(
      { ...signer, mfaSerial: request.serialNumber },
      facts,
      async (caller) => {
        const answer = await this.#sts.getSessionToken(caller, request);
        notSent = !answer.ok && answer.error.notSent;
        return answer;
      },
    );
    if (!result.ok) return { ...result, notSent };
    const { value, requestId, clockOffsetMs } = result.value;
    const timed = this.#timed(value, clockOffsetMs);
    const isOver = timed.expiration <= this.#clock.now();
    return { ...(isOver ? expiredOnArrival(requestId) : ok({ value: timed, requestId })), notSent };
  }

  /**
   * Returns the identity of the signer. Calls STS once per access key and process, because an ARN
   * does not change.
   */
  async identify(signer: Signer): Promise<Result<CallerIdentity>> {
    const known = this.#identities.get(signer.credentials.accessKeyId);
    if (known !== undefined) return ok(known);
    const result = await this.identifyNow(signer);
    if (result.ok) this.#identities.set(signer.credentials.accessKeyId, result.value);
    return result;
  }

  async identifyNow(signer: Signer): Promise<Result<CallerIdentity>> {
    const facts = {
      operation: 'GetCallerIdentity',
      roleArn: '',
      durationSeconds: 0,
      externalId: null,
      sessionName: null,
    } as const;
    const result = await this.#requests.send(signer, facts, (caller) =>
      this.#sts.getCallerIdentity(caller),
    );
    return result.ok ? ok(result.value.value) : result;
  }

  /**
   * Returns credentials whose expiration is converted from the issuer's clock to the timing clock.
   */
  #timed(issued: SessionCredentials, issuersOffsetMs: number): SessionCredentials {
    return { ...issued, expiration: issued.expiration - issuersOffsetMs + this.#clock.offsetMs };
  }
}
