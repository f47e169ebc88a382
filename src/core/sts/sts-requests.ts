import { AWS_CLOCK, stsClockName } from '../aws-config/sts-clock-name.ts';
import type { Caller, StsAnswer } from '../ports/sts.ts';
import { failed, ok, type Result } from '../result.ts';
import { CallLimit } from './call-limit.ts';
import type { CorrectedClock } from './corrected-clock.ts';
import { failureFromSts, type StsCall } from './failure-from-sts.ts';
import type { Signer } from './signer.ts';

const MAX_CONCURRENT = 8;
/** The port's deadline, for the message of a timeout. */
const DEADLINE_MS = 15_000;
/** If the clock turns out to be this wrong, the clock caused the refusal: STS allows 5 minutes. */
const SKEW_MS = 4 * 60_000;

/** What STS answered. */
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

type CallFacts = Pick<
  StsCall,
  'operation' | 'roleArn' | 'durationSeconds' | 'externalId' | 'sessionName' | 'further'
>;

/**
 * Sends calls to STS: eight at once, the clock corrected by every answer, errors as failures. Only
 * a refusal because of a wrong clock is retried.
 */
export class StsRequests {
  readonly #clock: CorrectedClock;
  readonly #limit = new CallLimit(MAX_CONCURRENT);
  #reached = true;

  constructor(clock: CorrectedClock) {
    this.#clock = clock;
  }

  /** False if the last call got no answer. */
  get reached(): boolean {
    return this.#reached;
  }

  /**
   * Sends one call and returns its answer. Sends it once more only if the signer's clock was wrong
   * and the call has no code.
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
  ): Promise<Sending<T>> {
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
}
