import type { RoleRelease } from '../assuming/file/release.ts';
import type { Outcomes } from '../assuming/outcomes.ts';
import type { ValidSession } from '../credentials-file/section-state.ts';
import type { Records } from '../ports/records.ts';
import type { Role } from '../roles/role.ts';
import { refreshAtOf } from '../sessions/expiry.ts';
import type { SessionEffect } from '../sessions/session-effect.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import { isKept, type SessionStore } from '../sessions/session-store.ts';
import { hasCredentials, type CredentialFacts } from '../sessions/session.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';

export interface SessionEffectsDeps {
  readonly sessions: SessionStore;
  readonly records: Records;
  readonly release: RoleRelease;
  readonly events: SessionEvents;
  readonly outcomes: Outcomes;
  readonly clock: CorrectedClock;
}

/** Performs the effects that change sessions and records. All are synchronous. */
export class SessionEffects {
  readonly #path: string;
  readonly #deps: SessionEffectsDeps;

  /** `path` is the path of the credentials file. */
  constructor(path: string, deps: SessionEffectsDeps) {
    this.#path = path;
    this.#deps = deps;
  }

  run(effect: SessionEffect): void {
    const { sessions } = this.#deps;
    switch (effect.kind) {
      case 'copy-settings':
        this.#copySettings(effect);
        return;
      case 'obtain':
        this.#obtained(effect.role, effect.session);
        return;
      case 'record':
        this.#record(effect.role, effect.session);
        return;
      case 'adopted':
        this.#adopted(effect);
        return;
      case 'other-environment':
        sessions.set(effect.roleId, { fromOtherEnvironment: effect.is });
        return;
      case 'drop':
        this.#drop(effect.role);
        return;
      case 'end-session':
        sessions.step(effect.roleId, { kind: 'drop' });
        return;
      case 'forget-session':
        this.#forgetSession(effect);
        return;
      case 'switch-off':
        this.#switchOff(effect);
        return;
      case 'taken':
        this.#taken(effect);
        return;
      case 'show-failure': {
        const { failure } = effect;
        sessions.step(effect.roleId, { kind: 'fail', failure, retryAt: null });
        return;
      }
      case 'forget-role':
        this.#forgetRole(effect.roleId);
        return;
      case 'check-deadlines':
        sessions.step(effect.roleId, { kind: 'time', at: effect.at });
        return;
    }
  }

  #copySettings(effect: Of<'copy-settings'>): void {
    const { sessions } = this.#deps;
    const { roleId, kept, lastUsedAt } = effect;
    const before = sessions.entry(roleId);
    const digest = effect.digest ?? before.digest;
    // One call sets all fields, because each call makes the `Keeper` plan all deadlines again.
    sessions.set(roleId, { digest, kept, lastUsedAt });
    if (before.digest === digest && before.kept === kept) return;
    sessions.step(roleId, { kind: 'keep', kept: isKept(sessions.entry(roleId)) });
  }

  #obtained(role: Role, session: ValidSession): void {
    const { sessions, clock } = this.#deps;
    const kept = isKept(sessions.entry(role.id));
    sessions.step(role.id, { kind: 'obtain', facts: factsOf(session), kept, at: clock.now() });
  }

  #record({ id, targetProfile }: Role, session: ValidSession): void {
    const facts = factsOf(session);
    this.#deps.records.change(id, this.#path, (record) => {
      return { ...record, ...facts, targetProfile };
    });
  }

  #adopted({ role, expiration, isReported }: Of<'adopted'>): void {
    this.#deps.outcomes.onServedByOtherProcess(role.id);
    if (isReported) this.#deps.events.emit('adopted', role, { expiration });
  }

  #drop(role: Role): void {
    const { sessions, events } = this.#deps;
    const wasInUse = sessions.isInUse(role.id);
    sessions.set(role.id, { kept: false, keptHere: false, issued: null, reportedFailure: null });
    sessions.step(role.id, { kind: 'drop' });
    if (wasInUse) events.emit('released', role);
  }

  #forgetSession({ roleId, accessKeyId }: Omit<Of<'forget-session'>, 'kind'>): void {
    this.#deps.release.onGone(roleId, this.#path, accessKeyId);
  }

  #switchOff({ role, accessKeyId }: Of<'switch-off'>): void {
    const { sessions, outcomes, events } = this.#deps;
    const wasInUse = sessions.isInUse(role.id);
    this.#forgetSession({ roleId: role.id, accessKeyId });
    sessions.set(role.id, { kept: false, keptHere: false, issued: null });
    sessions.step(role.id, { kind: 'drop' });
    if (!wasInUse) return;
    const { targetProfile: profile } = role;
    outcomes.onFailure(role.id, { kind: 'section-removed', profile, file: this.#path });
    events.emit('removed', role);
  }

  /**
   * Reports that the section has other credentials. It is reported again only after the role was
   * assumed.
   */
  #taken({ role, holds }: Of<'taken'>): void {
    const { sessions, outcomes } = this.#deps;
    const isReported = sessions.entry(role.id).reportedFailure === 'section-not-owned';
    if (isReported || !sessions.isInUse(role.id)) return;
    const { targetProfile: profile } = role;
    outcomes.onFailure(role.id, { kind: 'section-not-owned', profile, file: this.#path, holds });
  }

  #forgetRole(roleId: string): void {
    const { sessions, events } = this.#deps;
    const entry = sessions.entry(roleId);
    const wasInUse = isKept(entry) || hasCredentials(entry.session);
    sessions.forget(roleId);
    if (wasInUse) events.emit('role-removed', { id: roleId });
  }
}

type Of<Kind extends SessionEffect['kind']> = Extract<SessionEffect, { kind: Kind }>;

function factsOf(session: ValidSession): CredentialFacts {
  return { ...session, refreshAt: session.refreshAt ?? refreshAtOf(session, 0) };
}
