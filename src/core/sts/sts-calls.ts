import type { SessionCredentials } from '../credentials.ts';
import type {
  AssumedRole,
  AssumeRoleRequest,
  Caller,
  CallerIdentity,
  MfaSessionRequest,
  Sts,
  StsAnswer,
} from '../ports/sts.ts';
import { type Failed, failed, ok, type Result } from '../result.ts';
import { furtherActionsOf } from '../roles/access/further-actions.ts';
import { CHAINED_SECONDS } from '../roles/kinds/assume-role.ts';
import type { AssumableRole } from '../roles/role.ts';
import type { SourceDevice } from '../roles/sources/source-device.ts';
import { CallLimit } from './call-limit.ts';
import type { CorrectedClock } from './corrected-clock.ts';
import { AWS_CLOCK, stsClockName } from '../aws-config/sts-clock-name.ts';
import { failureFromSts, type StsCall } from './failure-from-sts.ts';

const MAX_CONCURRENT = 8;
/** The port's deadline, for the message of a timeout. */
const DEADLINE_MS = 15_000;
/** If the clock turns out to be this wrong, the clock caused the refusal: STS allows 5 minutes. */
const SKEW_MS = 4 * 60_000;

/** Credentials that sign calls to STS, and facts about them. */
export interface Signer {
  readonly credentials: Caller['credentials'];
  readonly region: string;
  readonly endpoint: string | undefined;
  /** The profile of these credentials, for messages. */
  readonly profile: string;
  /** The profile of the role that is assumed (`Caller`); absent if the signer calls for itself. */
  readonly roleProfile?: string | undefined;
  /** True for credentials of a role or an MFA session. AWS limits what they assume to one hour. */
  readonly chained: boolean;
  readonly mfaSerial: string | null;
  readonly sourceDevice?: SourceDevice | null | undefined;
  /** Sent with the next AssumeRole, once. */
  readonly code?: MfaCode | undefined;
}

/** A code of the signer's own device, and the request that it answers. */
export interface MfaCode {
  readonly mfaRequestId: string;
  readonly serialNumber: string;
  readonly tokenCode: string;
}

/** `notSent`: the request never left, so a code in it can be used again. */
type Sent<T> = Result<Answered<T>> & { readonly notSent: boolean };

/**
 * Returns the failure for credentials that had expired when they arrived. The server is wrong, so
 * another call would get the same answer.
 */
function expiredOnArrival(requestId: string | null): Failed {
  const message = 'the credentials had expired when they came';
  return failed({
    kind: 'sts-unexpected',
    code: 'ExpiredCredentials',
    message,
    status: null,
    requestId,
  });
}

/** Returns the AssumeRole request of a role. */
export function assumeRequest(role: AssumableRole): AssumeRoleRequest {
  const { roleArn, roleSessionName, durationSeconds, externalId } = role;
  const { tags, transitiveTagKeys, sourceIdentity, policy, policyArns } = role;
  const narrowed = { tags, transitiveTagKeys, sourceIdentity, policy, policyArns };
  return { roleArn, roleSessionName, durationSeconds, externalId, ...narrowed };
}

export interface Answered<T> {
  readonly value: T;
  readonly requestId: string | null;
}

/** An answer, and the clock of its server minus ours, ms. */
interface Timed<T> extends Answered<T> {
  readonly clockOffsetMs: number;
}

interface Sending<T> {
  readonly answer: StsAnswer<T>;
  readonly usedOffsetMs: number;
  /** The server's clock. */
  readonly name: string;
}

/** Clock name of a server whose address the core does not know. */
const UNKNOWN_SERVER = 'elsewhere';

/**
 * Makes the calls to STS: eight at once, the clock corrected by every answer, errors as failures.
 * Only a refusal because of a wrong clock is retried.
 */
export class StsCalls {
  readonly #sts: Sts;
  readonly #clock: CorrectedClock;
  readonly #limit = new CallLimit(MAX_CONCURRENT);
  readonly #identities = new Map<string, CallerIdentity>();
  #reached = true;

  constructor(sts: Sts, clock: CorrectedClock) {
    this.#sts = sts;
    this.#clock = clock;
  }

  /**
   * Asks for one hour at most if AWS limits the session. If the limit shows only in the answer,
   * asks once more for one hour.
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
    const result = await this.#call(signer, facts, async (caller) => {
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
    // A remedy needs the caller's name. STS's own message names the caller in a form that differs
    // between services.
    const identity = await this.identify(signer);
    const callerArn = identity.ok ? identity.value.arn : result.failure.callerArn;
    return { ...failed({ ...result.failure, callerArn }), notSent };
  }

  /** A request that was sent uses up its MFA code, even if STS refuses the call. */
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
    const result = await this.#call(
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

  /** Called once per access key and process, because an ARN does not change. */
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
    const result = await this.#call(signer, facts, (caller) => this.#sts.getCallerIdentity(caller));
    return result.ok ? ok(result.value.value) : result;
  }

  /** False if the last call got no answer. */
  get reached(): boolean {
    return this.#reached;
  }

  /** Cancels all calls. Their connections may be dead after a suspend or a change of network. */
  reset(): void {
    this.#sts.reset();
  }

  async #call<T>(
    signer: Signer,
    facts: Pick<
      StsCall,
      'operation' | 'roleArn' | 'durationSeconds' | 'externalId' | 'sessionName' | 'further'
    >,
    send: (caller: Caller) => Promise<StsAnswer<T>>,
  ): Promise<Result<Timed<T>>> {
    const carriesCode = facts.operation === 'GetSessionToken' || signer.code !== undefined;
    const first = await this.#send(signer, send);
    const correctable =
      !first.answer.ok &&
      !carriesCode &&
      Math.abs(first.usedOffsetMs - this.#clock.offsetOf(first.name)) > SKEW_MS;
    const { answer, usedOffsetMs, name } = correctable ? await this.#send(signer, send) : first;
    if (answer.ok)
      return ok({
        value: answer.value,
        requestId: answer.requestId,
        clockOffsetMs: this.#clock.offsetOf(name),
      });
    return failed(
      failureFromSts(answer.error, {
        ...facts,
        profile: signer.profile,
        callerArn: null,
        region: signer.region,
        chained: signer.chained,
        mfaSerial: signer.mfaSerial,
        sourceDevice: signer.sourceDevice,
        requestId: answer.requestId,
        clock: { usedOffsetMs, measuredOffsetMs: answer.clockOffsetMs },
        deadlineMs: DEADLINE_MS,
      }),
    );
  }

  #send<T>(signer: Signer, send: (caller: Caller) => Promise<StsAnswer<T>>): Promise<Sending<T>> {
    return this.#limit.run(async () => {
      const { credentials, region, endpoint, profile, roleProfile } = signer;
      const expected = stsClockName(endpoint);
      const usedOffsetMs = this.#clock.offsetOf(expected);
      const answer = await send({
        credentials,
        region,
        endpoint,
        profile,
        roleProfile,
        clockOffsetMs: usedOffsetMs,
      });
      this.#reached = answer.ok || answer.error.trouble === null;
      // The answer came from a server that the role's settings do not name, for example one that
      // the signer's profile names.
      const name = expected === AWS_CLOCK && answer.atAws === false ? UNKNOWN_SERVER : expected;
      if (answer.clockOffsetMs !== null) this.#clock.takeMeasurement(answer.clockOffsetMs, name);
      return { answer, usedOffsetMs, name };
    });
  }

  /**
   * `Expiration` is a time on the clock of the server that issued it, so only the time until then
   * counts.
   */
  #timed(issued: SessionCredentials, issuersOffsetMs: number): SessionCredentials {
    return { ...issued, expiration: issued.expiration - issuersOffsetMs + this.#clock.offsetMs };
  }
}
