import { AWS_CLOCK, stsClockName } from '../aws-config/sts-clock-name.ts';
import type { Caller, StsAnswer } from '../ports/sts.ts';
import { failed, ok, type Result } from '../result.ts';
import { CallLimit } from './call-limit.ts';
import type { CorrectedClock } from './corrected-clock.ts';
import { failureFromSts, type StsCall } from './failure-from-sts.ts';
import type { Signer } from './signer.ts';

const MAX_CONCURRENT = 8;
/** The deadline that the port `Sts` uses, in ms. It is needed for the message about a timeout. */
const DEADLINE_MS = 15_000;
/**
 * If the signature's time was wrong by more than this, in ms, the wrong time probably caused the
 * refusal, because STS allows 5 minutes.
 */
const SKEW_MS = 4 * 60_000;

export interface Answered<T> {
  readonly value: T;
  readonly requestId: string | null;
}

/** An answer, and the server's clock minus the wall clock, in ms. */
interface Timed<T> extends Answered<T> {
  readonly clockOffsetMs: number;
}

interface SendResult<T> {
  readonly answer: StsAnswer<T>;
  readonly usedOffsetMs: number;
  /** The name of the server's clock. */
  readonly name: string;
}

/** The clock name of a server whose address is unknown. */
const UNKNOWN_SERVER = 'elsewhere';

type CallFacts = Pick<
  StsCall,
  'operation' | 'roleArn' | 'durationSeconds' | 'externalId' | 'sessionName' | 'further'
>;

/**
 * Sends calls to STS, at most eight at once, and corrects the clock with each answer. Repeats a
 * call only if STS refused it because of a wrong clock.
 */
export class StsRequests {
  readonly #clock: CorrectedClock;
  readonly #limit = new CallLimit(MAX_CONCURRENT);
  #reached = true;

  constructor(clock: CorrectedClock) {
    this.#clock = clock;
  }

  /** False if the last call got no answer from STS. */
  get reached(): boolean {
    return this.#reached;
  }

  /**
   * Sends one call and returns its answer. Sends it once more only if the clock for the signature
   * was wrong and the call has no MFA code.
   */
  async send<T>(
    signer: Signer,
    facts: CallFacts,
    send: (caller: Caller) => Promise<StsAnswer<T>>,
  ): Promise<Result<Timed<T>>> {
    const carriesCode = facts.operation === 'GetSessionToken' || signer.code !== undefined;
    const first = await this.#sendOnce(signer, send);
    const correctable =
      !first.answer.ok &&
      !carriesCode &&
      Math.abs(first.usedOffsetMs - this.#clock.offsetOf(first.name)) > SKEW_MS;
    const { answer, usedOffsetMs, name } = correctable ? await this.#sendOnce(signer, send) : first;
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

  #sendOnce<T>(
    signer: Signer,
    send: (caller: Caller) => Promise<StsAnswer<T>>,
  ): Promise<SendResult<T>> {
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
      // `UNKNOWN_SERVER` is for an answer of a server that the role's settings do not name. For
      // example, the signer's profile can name it.
      const name = expected === AWS_CLOCK && answer.atAws === false ? UNKNOWN_SERVER : expected;
      if (answer.clockOffsetMs !== null) this.#clock.takeMeasurement(answer.clockOffsetMs, name);
      return { answer, usedOffsetMs, name };
    });
  }
}
