import type { RoleRelease } from '../assuming/file/release.ts';
import type { Outcomes } from '../assuming/outcomes.ts';
import type { StandingSession } from '../credentials-file/section-state.ts';
import type { Failure } from '../failure.ts';
import type { Records } from '../ports.ts';
import type { Role } from '../roles/role.ts';
import { refreshAtOf } from '../sessions/expiry.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import { isKept, type SessionStore } from '../sessions/session-store.ts';
import { isHeld, type HeldFacts } from '../sessions/session.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';

export interface SessionEffectsParts {
  readonly sessions: SessionStore;
  readonly records: Records;
  readonly release: RoleRelease;
  readonly events: SessionEvents;
  readonly outcomes: Outcomes;
  readonly clock: CorrectedClock;
}

/** What a look changes in sessions and records. */
export class SessionEffects {
  readonly #path: string;
  readonly #parts: SessionEffectsParts;

  /** `path`: of the credentials file, which the records name. */
  constructor(path: string, parts: SessionEffectsParts) {
    this.#path = path;
    this.#parts = parts;
  }

  hold(role: Role, session: StandingSession): HeldFacts {
    const { sessions, clock } = this.#parts;
    const facts = { ...session, refreshAt: session.refreshAt ?? refreshAtOf(session, 0) };
    const kept = isKept(sessions.entry(role.id));
    sessions.step(role.id, { step: 'hold', facts, kept, at: clock.now() });
    return facts;
  }

  /** Puts a session that another process wrote into the record. */
  record({ id, targetProfile }: Role, session: StandingSession): void {
    const facts = { ...session, refreshAt: session.refreshAt ?? refreshAtOf(session, 0) };
    this.#parts.records.change(id, this.#path, (record) => ({
      ...record,
      ...facts,
      targetProfile,
    }));
  }

  /** Another process got this role's session. */
  adopted(role: Role, session: StandingSession, isNews: boolean): void {
    this.#parts.outcomes.served(role.id);
    const { expiration } = session;
    if (isNews) this.#parts.events.emit('adopted', role, { expiration });
  }

  /** Another process released the role. */
  drop(role: Role): void {
    const { sessions, events } = this.#parts;
    const wasOn = sessions.isOn(role.id);
    sessions.set(role.id, { kept: false, keptHere: false, issued: null, toldFailure: null });
    sessions.step(role.id, { step: 'drop' });
    if (wasOn) events.emit('released', role);
  }

  /** The record no longer names this session. */
  forgetSession(role: Role, accessKeyId: string | null): void {
    this.#parts.release.gone(role.id, this.#path, accessKeyId);
  }

  /** Somebody removed the keys on purpose: the role is switched off. */
  removed(role: Role, accessKeyId: string | null): void {
    const { sessions, outcomes, events } = this.#parts;
    const wasOn = sessions.isOn(role.id);
    this.forgetSession(role, accessKeyId);
    sessions.set(role.id, { kept: false, keptHere: false, issued: null });
    sessions.step(role.id, { step: 'drop' });
    if (!wasOn) return;
    const { targetProfile: profile } = role;
    outcomes.failed(role.id, { kind: 'section-removed', profile, file: this.#path });
    events.emit('removed', role);
  }

  /** Somebody put other credentials into the role's section. Reported once per episode. */
  taken(role: Role, holds: Extract<Failure, { kind: 'section-not-owned' }>['holds']): void {
    const { sessions, outcomes } = this.#parts;
    const isTold = sessions.entry(role.id).toldFailure === 'section-not-owned';
    if (isTold || !sessions.isOn(role.id)) return;
    const { targetProfile: profile } = role;
    outcomes.failed(role.id, { kind: 'section-not-owned', profile, file: this.#path, holds });
  }

  /** Shows what another process failed at last. */
  showFailure(role: Role, failure: Failure): void {
    const { sessions, clock } = this.#parts;
    sessions.step(role.id, { step: 'fail', failure, retryAt: null, at: clock.now() });
  }

  /** The role is gone from the settings. */
  forgetRole(roleId: string): void {
    const { sessions, events } = this.#parts;
    const entry = sessions.entry(roleId);
    const wasOn = isKept(entry) || isHeld(entry.session);
    sessions.forget(roleId);
    if (wasOn) events.emit('role-removed', { id: roleId });
  }
}
