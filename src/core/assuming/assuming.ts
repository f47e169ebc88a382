import { answerOrFailure } from '../failure-thrown.ts';
import { Listeners } from '../listeners.ts';
import { failed, ok, type Result } from '../result.ts';
import type { AssumedSession } from '../sessions/assumed-session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { failureOf, hasCredentials, isRefreshDue } from '../sessions/session.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { AssumeRole, ObtainOptions } from './assume-role.ts';
import type { ParentOptions, Parents } from './caller/parents.ts';
import type { MfaProcess } from '../mfa/mfa-process.ts';
import type { Outcomes } from './outcomes.ts';

export interface AssumeOptions {
  /** If true, requests a new session even if the present one is still fresh. */
  readonly force: boolean;
  /**
   * The profile in which credentials that Rolekeeper did not write may be replaced; null if none.
   * If absent, it is the profile that a person allowed since the last success.
   */
  readonly takeOver?: string | null;
  /**
   * Returns false if the role must not be assumed any more; called under the role's lock. Null or
   * absent if a person requested the session.
   */
  readonly isStillWanted?: (() => boolean) | null;
}

export interface AssumingDeps {
  readonly pipeline: AssumeRole;
  readonly outcomes: Outcomes;
  readonly mfaProcess: MfaProcess;
  readonly sessions: SessionStore;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
  readonly clock: CorrectedClock;
}

interface Attempt {
  readonly options: ObtainOptions;
  readonly promise: Promise<Result<AssumedSession>>;
}

/** Assumes roles. Concurrent callers share one attempt per role. */
export class Assuming implements Parents {
  readonly #deps: AssumingDeps;
  readonly #attempts = new Map<string, Attempt>();
  readonly #settled = new Listeners<[string]>();

  constructor(deps: AssumingDeps) {
    this.#deps = deps;
  }

  assume(
    roleId: string,
    { force, takeOver, isStillWanted = null }: AssumeOptions,
  ): Promise<Result<AssumedSession>> {
    const allowed = this.#deps.sessions.entry(roleId).takeOver;
    const chosen = takeOver === undefined ? allowed : takeOver;
    return this.#share(roleId, { force, takeOver: chosen, isStillWanted });
  }

  /**
   * Gets a session of the parent role `roleId`. Its credentials then assume the next role of the
   * chain.
   */
  async assumeParent(
    roleId: string,
    { force, respectBackoff }: ParentOptions,
    isStillWanted: ObtainOptions['isStillWanted'] = null,
  ): Promise<Result<AwsSnapshot>> {
    const { sessions, clock, readSnapshot } = this.#deps;
    const session = sessions.session(roleId);
    const failure = failureOf(session);
    if (respectBackoff && failure !== null && !isRefreshDue(session, clock.now()))
      return failed(failure);
    const result = await this.#share(roleId, { force, takeOver: null, isStillWanted });
    return result.ok ? readSnapshot() : result;
  }

  isUnderWay(roleId: string): boolean {
    return this.#attempts.has(roleId);
  }

  /** Calls the listener when the last running attempt of a role has ended. */
  onSettled(listener: (roleId: string) => void): () => void {
    return this.#settled.add(listener);
  }

  #share(roleId: string, options: ObtainOptions): Promise<Result<AssumedSession>> {
    const running = this.#attempts.get(roleId);
    if (running !== undefined && covers(running.options, options)) return running.promise;
    const before = running?.promise ?? Promise.resolve();
    const promise = before.then(() => this.#run(roleId, options));
    const own: Attempt = { options, promise };
    this.#attempts.set(roleId, own);
    return promise.finally(() => {
      if (this.#attempts.get(roleId) !== own) return;
      this.#attempts.delete(roleId);
      this.#settled.call(roleId);
    });
  }

  async #run(roleId: string, options: ObtainOptions): Promise<Result<AssumedSession>> {
    const { outcomes, sessions, mfaProcess } = this.#deps;
    const hadSession = hasCredentials(sessions.session(roleId));
    outcomes.onStarted(roleId);
    let result = await this.#obtain(roleId, options);
    // `mfa_process` runs outside of the role's lock, because it may wait for a person at a device.
    if (
      !result.ok &&
      result.failure.kind === 'mfa-needed' &&
      (await mfaProcess.answer(result.failure.mfaRequestId))
    ) {
      result = await this.#obtain(roleId, options);
    }
    if (result.ok) return ok(outcomes.onSuccess(result.value, hadSession && !options.force));
    outcomes.onFailure(roleId, result.failure);
    return result;
  }

  /** Makes one attempt. An error that the session database throws becomes a failure. */
  #obtain(roleId: string, options: ObtainOptions): ReturnType<AssumeRole['obtain']> {
    const parents: Parents = {
      assumeParent: (id, terms) => this.assumeParent(id, terms, options.isStillWanted),
    };
    return answerOrFailure(() => this.#deps.pipeline.obtain(roleId, options, parents));
  }
}

function covers(present: ObtainOptions, wanted: ObtainOptions): boolean {
  return (
    (present.force || !wanted.force) &&
    (present.isStillWanted === null || wanted.isStillWanted !== null) &&
    (wanted.takeOver === null || wanted.takeOver === present.takeOver)
  );
}
