import type { SessionEvents } from '../sessions/session-events.ts';
import type { SessionFact } from '../sessions/session-fact.ts';
import type { Random, Records } from '../ports.ts';
import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import { FailureThrown } from '../failure-thrown.ts';
import { type Failed, failed, ok, type Result } from '../result.ts';
import type { ParentWish } from './caller/caller-credentials.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { Failure } from '../failure.ts';
import { retryClass } from '../sts/failure-from-sts.ts';
import type { MfaRequests } from '../mfa/mfa-requests.ts';
import { backoffMs, retryAtOf } from '../sessions/retry.ts';
import type { Obtained, RoleAssumption, Wish } from './role-assumption.ts';
import { attemptOf, failureOf, isHeld, isRefreshDue } from '../sessions/session.ts';
import { isKept, type SessionStore } from '../sessions/session-store.ts';

/** One-shot commands: at most three tries within 20 s, for transient causes only. */
const ONE_SHOT_TRIES = 3;
const ONE_SHOT_MS = 20_000;

export interface SessionServiceParts {
  readonly clock: CorrectedClock;
  readonly random: Random;
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly book: SessionStore;
  readonly mfaRequests: MfaRequests;
  /** True where the source profile's `mfa_process` gave the code that this request asks for. */
  readonly codeByProcess: (requestId: string) => Promise<boolean>;
  readonly assumption: RoleAssumption;
  readonly events: SessionEvents;
  readonly nameOf: (roleId: string) => string;
  /** No flight of this role is under way any more. */
  readonly settled: (roleId: string) => void;
  /** A one-shot command retries by itself; in the background the scheduler does. */
  readonly oneShot: boolean;
}

interface Flight {
  readonly wish: Wish;
  readonly promise: Promise<Result<SessionFact>>;
}

/** Assumes and refreshes roles: one flight per role, its outcome told to the session, the record and whoever listens. */
export class SessionService {
  readonly #parts: SessionServiceParts;
  readonly #flights = new Map<string, Flight>();

  constructor(parts: SessionServiceParts) {
    this.#parts = parts;
  }

  /** A click: calls STS now. `keep` switches the role on, whatever comes of this call. */
  async assume(
    roleId: string,
    { keep, takeOver }: { readonly keep: boolean; readonly takeOver: string | null },
  ): Promise<Result<SessionFact>> {
    if (keep) this.switchOn(roleId);
    this.#parts.book.set(roleId, {
      clickedAt: this.#parts.clock.now(),
      ...(takeOver === null ? {} : { takeOver }),
    });
    return this.#tries(roleId, { anew: true, takeOver });
  }

  /** Uses what is still fresh, else assumes. */
  ensure(roleId: string): Promise<Result<SessionFact>> {
    return this.#tries(roleId, { anew: false, takeOver: null });
  }

  /** The code that this role waited for has come. */
  assumeWithCode(roleId: string): Promise<Result<SessionFact>> {
    return this.#tries(roleId, { anew: true, takeOver: this.#parts.book.entry(roleId).takeOver });
  }

  /** The same where the code goes into the call: a second try would need another one. */
  assumeOnce(roleId: string): Promise<Result<SessionFact>> {
    return this.#obtain(roleId, { anew: true, takeOver: this.#parts.book.entry(roleId).takeOver });
  }

  /** A due refresh, a resumed role, a changed one: what is fresh is adopted. */
  refresh(roleId: string): Promise<Result<SessionFact>> {
    return this.#obtain(roleId, { anew: false, takeOver: this.#parts.book.entry(roleId).takeOver });
  }

  /** A child needs its parent's session; `anew` where STS called the present one expired. A respectBackoff one keeps the parent's back-off. */
  refreshParent(
    roleId: string,
    { anew, respectBackoff }: ParentWish,
  ): Promise<Result<SessionFact>> {
    const { session } = this.#parts.book.entry(roleId);
    const failure = failureOf(session);
    const waits =
      respectBackoff && failure !== null && !isRefreshDue(session, this.#parts.clock.now());
    return waits
      ? Promise.resolve(failed(failure))
      : this.#obtain(roleId, { anew, takeOver: null });
  }

  isUnderWay(roleId: string): boolean {
    return this.#flights.has(roleId);
  }

  switchOn(roleId: string): void {
    const { records, store, book } = this.#parts;
    records.change(roleId, store.path, (record) => ({ ...record, kept: true }));
    book.set(roleId, { kept: true });
    book.step(roleId, { step: 'keep', kept: true });
  }

  /** What a role failed at outside of a call: a section taken by someone, or removed. */
  fail(roleId: string, failure: Failure): void {
    this.#failed(roleId, failure);
  }

  async idle(): Promise<void> {
    await Promise.all([...this.#flights.values()].map(({ promise }) => promise));
  }

  /** A failure that only goes on is written once: each write wakes every other process. */
  #remember(roleId: string, failure: Failure): void {
    const { records, store } = this.#parts;
    if (records.get(roleId, store.path)?.failure?.kind === failure.kind) return;
    records.change(roleId, store.path, (record) => ({ ...record, failure }));
  }

  async #tries(roleId: string, wish: Wish): Promise<Result<SessionFact>> {
    const began = this.#parts.clock.monotonic();
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#obtain(roleId, wish);
      if (!this.#parts.oneShot || result.ok || retryClass(result.failure) !== 'transient')
        return result;
      if (result.failure.kind === 'lock-held' || attempt >= ONE_SHOT_TRIES) return result;
      const wait = backoffMs({
        attempt,
        expiration: null,
        now: 0,
        fraction: this.#parts.random.fraction(),
      });
      if (this.#parts.clock.monotonic() - began + wait > ONE_SHOT_MS) return result;
      await new Promise<void>((done) => this.#parts.clock.wake(wait, done));
    }
  }

  #obtain(roleId: string, wish: Wish): Promise<Result<SessionFact>> {
    const flight = this.#flights.get(roleId);
    if (flight !== undefined && covers(flight.wish, wish)) return flight.promise;
    const promise = (flight?.promise ?? Promise.resolve()).then(() => this.#run(roleId, wish));
    const own: Flight = { wish, promise };
    this.#flights.set(roleId, own);
    return promise.finally(() => {
      if (this.#flights.get(roleId) !== own) return;
      this.#flights.delete(roleId);
      this.#parts.settled(roleId);
    });
  }

  async #run(roleId: string, wish: Wish): Promise<Result<SessionFact>> {
    const { book, clock } = this.#parts;
    const wasHeld = isHeld(book.session(roleId));
    book.step(roleId, { step: 'call', at: clock.now() });
    let result = await this.#parts.assumption.obtain(roleId, wish).catch(answerOf);
    // Outside of the role's lock, since it may wait for a person at a device.
    if (
      !result.ok &&
      result.failure.kind === 'mfa-needed' &&
      (await this.#parts.codeByProcess(result.failure.requestId))
    ) {
      result = await this.#parts.assumption.obtain(roleId, wish).catch(answerOf);
    }
    if (!result.ok) {
      this.#failed(roleId, result.failure);
      return result;
    }
    return ok(this.#held(result.value, wasHeld && !wish.anew));
  }

  #held(obtained: Obtained, wasHeld: boolean): SessionFact {
    const { book, clock, store, events } = this.#parts;
    const { role, facts, event, requestId, regionHint } = obtained;
    book.set(role.id, {
      clickedAt: null,
      takeOver: null,
      toldFailure: null,
      fromOtherEnvironment: false,
    });
    book.step(role.id, { step: 'hold', facts, kept: isKept(book.entry(role.id)), at: clock.now() });
    this.#parts.mfaRequests.assumed(role.id);
    if (event !== 'fresh') {
      const word = event === 'assumed' && wasHeld ? 'refreshed' : event;
      events.emit(word, role, { expiration: facts.expiration, requestId });
    }
    const { expiration } = facts;
    return {
      roleId: role.id,
      profile: role.targetProfile,
      path: store.path,
      expiration,
      event,
      regionHint,
    };
  }

  #failed(roleId: string, failure: Failure): void {
    const { book, clock, random, events, nameOf } = this.#parts;
    const entry = book.entry(roleId);
    const attempt = attemptOf(entry.session) + 1;
    const now = clock.now();
    const expiration = isHeld(entry.session) ? entry.session.expiration : null;
    const kept = isKept(entry);
    const context = {
      now,
      attempt,
      expiration,
      clickedAt: entry.clickedAt,
      fraction: random.fraction(),
    };
    const retryAt = kept ? retryAtOf(failure, context) : null;
    book.step(roleId, { step: 'fail', failure, retryAt, at: now });
    if (failure.kind === 'role-unknown') return;
    // Where the records themselves are the trouble there is nowhere to write it.
    if (failure.kind !== 'released-meanwhile' && failure.kind !== 'state-unavailable') {
      this.#remember(roleId, failure);
    }
    // Once per episode: a failure that only goes on is not news.
    if (entry.toldFailure === failure.kind) return;
    book.set(roleId, { toldFailure: failure.kind });
    events.emit(
      'failed',
      { id: roleId, name: nameOf(roleId) },
      { expiration, failure, requestId: requestIdOf(failure) },
    );
  }
}

function covers(present: Wish, wanted: Wish): boolean {
  return (
    (present.anew || !wanted.anew) &&
    (wanted.takeOver === null || wanted.takeOver === present.takeOver)
  );
}

function answerOf(error: unknown): Failed {
  if (error instanceof FailureThrown) return failed(error.failure);
  throw error;
}

function requestIdOf(failure: Failure): string | null {
  return 'requestId' in failure && failure.kind !== 'mfa-needed' ? failure.requestId : null;
}
