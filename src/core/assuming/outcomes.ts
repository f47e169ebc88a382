import type { Failure } from '../failure.ts';
import type { MfaRequests } from '../mfa/mfa-requests.ts';
import type { Records } from '../ports/records.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import type { AssumedSession } from '../sessions/assumed-session.ts';
import { isKept, type SessionStore } from '../sessions/session-store.ts';
import type { SessionTimes } from '../sessions/session-times.ts';
import { attemptOf, hasCredentials } from '../sessions/session.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { Obtained } from './assume-role.ts';

export interface OutcomesDeps {
  readonly sessions: SessionStore;
  readonly records: Records;
  readonly events: SessionEvents;
  readonly requests: MfaRequests;
  readonly times: SessionTimes;
  readonly clock: CorrectedClock;
}

/**
 * Stores the result of an attempt in memory, and emits its event. Stores a failure also in the
 * role's record in `state.db`.
 */
export class Outcomes {
  readonly #path: string;
  readonly #deps: OutcomesDeps;

  /** `path` is the path of the credentials file. */
  constructor(path: string, deps: OutcomesDeps) {
    this.#path = path;
    this.#deps = deps;
  }

  onStarted(roleId: string): void {
    this.#deps.sessions.step(roleId, { kind: 'call' });
  }

  /** `isRefresh` is true if the role had a session before and no person asked for a new one. */
  onSuccess(obtained: Obtained, isRefresh: boolean): AssumedSession {
    const { sessions, clock, events, requests } = this.#deps;
    const { role, facts, event, requestId, regionHint } = obtained;
    sessions.set(role.id, {
      clickedAt: null,
      takeOver: null,
      reportedFailure: null,
      fromOtherEnvironment: false,
    });
    const kept = isKept(sessions.entry(role.id));
    sessions.step(role.id, { kind: 'obtain', facts, kept, at: clock.now() });
    requests.onAssumed(role.id);
    const { expiration } = facts;
    if (event !== 'fresh') {
      const word = event === 'assumed' && isRefresh ? 'refreshed' : event;
      events.emit(word, role, { expiration, requestId });
    }
    const profile = role.targetProfile;
    return { roleId: role.id, profile, path: this.#path, expiration, event, regionHint };
  }

  /**
   * Must be called if another process got the role's session, because the role then no longer needs
   * a code.
   */
  onServedByOtherProcess(roleId: string): void {
    this.#deps.requests.onAssumed(roleId);
  }

  /**
   * Records a failure, even if no call to STS caused it, for example if another tool removed the
   * keys.
   */
  onFailure(roleId: string, failure: Failure): void {
    const { sessions, clock, events, times } = this.#deps;
    const entry = sessions.entry(roleId);
    const now = clock.now();
    const expiration = hasCredentials(entry.session) ? entry.session.expiration : null;
    const attempt = attemptOf(entry.session) + 1;
    const { clickedAt } = entry;
    const next = times.retryAt(failure, { now, attempt, expiration, clickedAt });
    const retryAt = isKept(entry) ? next : null;
    sessions.step(roleId, { kind: 'fail', failure, retryAt });
    if (failure.kind === 'role-unknown') return;
    // If the session database fails, the failure cannot be stored in it.
    if (failure.kind !== 'released-meanwhile' && failure.kind !== 'state-unavailable')
      this.#remember(roleId, failure);
    // A failure of the same kind as the last reported one is not reported again.
    if (entry.reportedFailure === failure.kind) return;
    sessions.set(roleId, { reportedFailure: failure.kind });
    const requestId = stsRequestIdOf(failure);
    events.emit('failed', { id: roleId }, { expiration, failure, requestId });
  }

  /**
   * Stores the failure in the record. A repeated failure is stored once, because each write wakes
   * all other processes.
   */
  #remember(roleId: string, failure: Failure): void {
    const { records } = this.#deps;
    if (records.get(roleId, this.#path)?.failure?.kind === failure.kind) return;
    records.change(roleId, this.#path, (record) => ({ ...record, failure }));
  }
}

function stsRequestIdOf(failure: Failure): string | null {
  return 'requestId' in failure ? failure.requestId : null;
}
