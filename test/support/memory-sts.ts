import type { SessionCredentials } from '../../src/core/credentials.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type {
  AssumeRoleRequest,
  Caller,
  MfaSessionRequest,
  Sts,
  StsAnswer,
  StsError,
} from '../../src/core/ports/sts.ts';

export interface StsCall {
  readonly operation: 'AssumeRole' | 'GetSessionToken' | 'GetCallerIdentity';
  readonly roleArn: string | null;
  /** An access key ID. */
  readonly signedBy: string;
  /** The profile whose FIPS and dual stack settings apply. */
  readonly roleProfile?: string | undefined;
  /** Epoch ms, STS's clock. */
  readonly at: number;
  readonly durationSeconds: number | null;
  readonly tokenCode: string | null;
}

/**
 * Decides how a call fails: with an error, or without an answer (`silent`). Null lets STS answer.
 */
export type Trouble = (call: StsCall) => Partial<StsError> | 'silent' | null;

/**
 * An STS in memory, whose clock the test controls. A call takes 200 ms; a session lasts as long as
 * requested, or `lifetimeMs`.
 */
export class MemorySts implements Sts {
  readonly calls: StsCall[] = [];
  lifetimeMs: number | null = null;
  trouble: Trouble = () => null;
  mfaCodes = new Set<string>();
  /** When STS last issued an MFA session. */
  mfaSessionAt = Number.NEGATIVE_INFINITY;
  readonly #clock: Clock;
  /**
   * The time of STS at the start of the monotonic clock. A change of the wall clock does not affect
   * it.
   */
  #startedAt: number;
  #issued = 0;
  #epoch = 0;
  readonly #expirations = new Map<string, number>();
  #inFlight = new Set<() => void>();
  /** The highest number of concurrent calls, for all roles together. */
  maxConcurrentCallsInTotal = 0;
  readonly #running = new Map<string, number>();
  readonly #maxByRole = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now() - clock.monotonic();
  }

  now(): number {
    return this.#startedAt + this.#clock.monotonic();
  }

  /** Returns the highest number of concurrent AssumeRole calls for this role. */
  maxConcurrentCalls(roleArn: string): number {
    return this.#maxByRole.get(roleArn) ?? 0;
  }

  /** Forgets all running calls, because a process has died. */
  forgetRunningCalls(): void {
    this.#epoch += 1;
    this.#running.clear();
  }

  /** Moves the time of STS forward by `ms`, as happens while the computer sleeps. */
  skipAhead(ms: number): void {
    this.#startedAt += ms;
  }

  expirationOf(accessKeyId: string): number | null {
    return this.#expirations.get(accessKeyId) ?? null;
  }

  assumeRole(caller: Caller, request: AssumeRoleRequest): ReturnType<Sts['assumeRole']> {
    const { roleArn, durationSeconds, roleSessionName } = request;
    const tokenCode = request.mfa?.tokenCode ?? null;
    const codeRefused = tokenCode !== null && !this.mfaCodes.has(tokenCode);
    const value = () => ({
      credentials: this.#issue(durationSeconds),
      assumedRoleArn:
        roleArn.replace(':iam:', ':sts:').replace(/:role\/(?:.*\/)?/, ':assumed-role/') +
        `/${roleSessionName}`,
    });
    return this.#answer(
      caller,
      { operation: 'AssumeRole', roleArn, durationSeconds, tokenCode },
      value,
      codeRefused,
    );
  }

  getSessionToken(caller: Caller, request: MfaSessionRequest): ReturnType<Sts['getSessionToken']> {
    const { tokenCode, durationSeconds } = request;
    const facts = {
      operation: 'GetSessionToken',
      roleArn: null,
      durationSeconds,
      tokenCode,
    } as const;
    const issue = (): SessionCredentials => {
      this.mfaSessionAt = this.now();
      return this.#issue(durationSeconds);
    };
    return this.#answer(caller, facts, issue, !this.mfaCodes.has(tokenCode));
  }

  getCallerIdentity(caller: Caller): ReturnType<Sts['getCallerIdentity']> {
    const facts = {
      operation: 'GetCallerIdentity',
      roleArn: null,
      durationSeconds: null,
      tokenCode: null,
    } as const;
    return this.#answer(caller, facts, () => ({
      arn: 'arn:aws:iam::111122223333:user/alice',
      account: '111122223333',
      userId: 'AIDA',
    }));
  }

  /** Issues a session as the portal of Identity Center does for a permission set. */
  issuePermissionSet(sessionSeconds: number): SessionCredentials {
    return this.#issue(sessionSeconds);
  }

  reset(): void {
    for (const cancel of this.#inFlight) cancel();
  }

  async #answer<T>(
    caller: Caller,
    facts: Pick<StsCall, 'operation' | 'roleArn' | 'durationSeconds' | 'tokenCode'>,
    value: () => T,
    codeRefused = false,
  ): Promise<StsAnswer<T>> {
    const call: StsCall = {
      ...facts,
      signedBy: caller.credentials.accessKeyId,
      roleProfile: caller.roleProfile,
      at: this.now(),
    };
    this.calls.push(call);
    const trouble = this.trouble(call);
    const key = facts.roleArn ?? facts.operation;
    const epoch = this.#epoch;
    const ofRole = (this.#running.get(key) ?? 0) + 1;
    this.#running.set(key, ofRole);
    this.#maxByRole.set(key, Math.max(this.#maxByRole.get(key) ?? 0, ofRole));
    this.maxConcurrentCallsInTotal = Math.max(
      this.maxConcurrentCallsInTotal,
      [...this.#running.values()].reduce((sum, n) => sum + n, 0),
    );
    const cancelled = await this.#takes(trouble === 'silent' ? 15_000 : 200);
    if (this.#epoch === epoch) this.#running.set(key, (this.#running.get(key) ?? 1) - 1);
    const requestId = `request-${String(this.calls.length)}`;
    const clockOffsetMs = this.now() - this.#clock.now();
    if (cancelled || trouble === 'silent')
      return this.#refusal({ code: 'TimeoutError', trouble: 'timeout', status: null }, null, null);
    if (trouble !== null) {
      const unanswered = trouble.trouble !== undefined && trouble.trouble !== null;
      return this.#refusal(
        trouble,
        unanswered ? null : requestId,
        unanswered ? null : clockOffsetMs,
      );
    }
    const expired =
      (this.#expirations.get(call.signedBy) ?? Number.POSITIVE_INFINITY) <= this.now();
    if (expired)
      return this.#refusal({ code: 'ExpiredToken', message: 'expired' }, requestId, clockOffsetMs);
    if (codeRefused) {
      const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
      return this.#refusal({ code: 'AccessDenied', message }, requestId, clockOffsetMs);
    }
    return { ok: true, value: value(), requestId, clockOffsetMs };
  }

  #takes(ms: number): Promise<boolean> {
    return new Promise((done) => {
      const finish = (cancelled: boolean) => {
        this.#inFlight.delete(cancel);
        stop();
        done(cancelled);
      };
      const cancel = () => {
        finish(true);
      };
      const stop = this.#clock.wake(ms, () => {
        finish(false);
      });
      this.#inFlight.add(cancel);
    });
  }

  #refusal(
    error: Partial<StsError>,
    requestId: string | null,
    clockOffsetMs: number | null,
  ): StsAnswer<never> {
    const full = {
      code: 'AccessDenied',
      message: 'refused',
      status: 403,
      host: 'sts.test',
      trouble: null,
      notSent: false,
      ...error,
    };
    return { ok: false, error: full, requestId, clockOffsetMs };
  }

  #issue(durationSeconds: number): SessionCredentials {
    this.#issued += 1;
    const accessKeyId = `ASIA${String(this.#issued).padStart(16, '0')}`;
    const expiration = this.now() + (this.lifetimeMs ?? durationSeconds * 1000);
    this.#expirations.set(accessKeyId, expiration);
    return {
      accessKeyId,
      secretAccessKey: `secret/${accessKeyId}`,
      sessionToken: `token+${accessKeyId}==`,
      expiration,
    };
  }
}
