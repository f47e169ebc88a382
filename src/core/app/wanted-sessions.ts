import type { Assuming } from '../assuming/assuming.ts';
import type { RoleSwitch } from '../assuming/role-switch.ts';
import { failed, type Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { AssumedSession } from '../sessions/assumed-session.ts';
import { failureOf, isRefreshDue } from '../sessions/session.ts';
import { isKept, type SessionStore } from '../sessions/session-store.ts';
import type { CorrectedClock } from '../sts/corrected-clock.ts';
import type { Absence } from './absence.ts';
import type { SessionHandling } from './session-handling.ts';

export interface WantedSessionsDeps {
  readonly roleSwitch: RoleSwitch;
  readonly sessions: SessionStore;
  /** Assumes roles. In a command, this also retries transient failures. */
  readonly attempts: Pick<Assuming, 'assume'>;
  readonly handling: SessionHandling;
  readonly clock: CorrectedClock;
  readonly absence: Pick<Absence, 'currentReason'>;
}

export interface AssumeNowOptions {
  /** Switches the role on, even if this attempt fails. */
  readonly keep: boolean;
  /**
   * The profile in which credentials that Rolekeeper did not write may be replaced; null if none.
   */
  readonly takeOver: string | null;
}

/** Gets and releases sessions when a person or a program asks for them. */
export class WantedSessions {
  readonly #deps: WantedSessionsDeps;

  constructor(deps: WantedSessionsDeps) {
    this.#deps = deps;
  }

  assumeNow(roleId: string, { keep, takeOver }: AssumeNowOptions): Promise<Result<AssumedSession>> {
    const { roleSwitch, sessions, attempts, clock } = this.#deps;
    if (keep) roleSwitch.on(roleId);
    sessions.onClick(roleId, clock.now(), takeOver);
    return attempts.assume(roleId, { force: true, takeOver });
  }

  /** Reuses a fresh session, otherwise assumes the role. */
  ensure(
    roleId: string,
    isStillWanted: (() => boolean) | null = null,
  ): Promise<Result<AssumedSession>> {
    return this.#deps.attempts.assume(roleId, { force: false, takeOver: null, isStillWanted });
  }

  /**
   * Returns a session for a program that repeats its request after each failure. Fails without
   * calling STS if the role is off, if the person is away, or if the role waits for its next
   * attempt or for a person.
   */
  async serve({ id, name }: Role): Promise<Result<AssumedSession>> {
    const { sessions, clock, absence } = this.#deps;
    const entry = sessions.entry(id);
    if (!isKept(entry)) return failed({ kind: 'role-off', roleName: name });
    const awayReason = absence.currentReason();
    if (awayReason !== null) return failed({ kind: 'person-away', roleName: name, awayReason });
    const failure = failureOf(entry.session);
    const waits = failure !== null && !isRefreshDue(entry.session, clock.now());
    return waits ? failed(failure) : this.ensure(id, () => absence.currentReason() === null);
  }

  /**
   * Gets a session for the role's new settings if the role is on. A failure is stored in the role's
   * entry of `SessionStore`.
   */
  async renewIfKept(roleId: string): Promise<void> {
    if (this.#deps.sessions.entry(roleId).kept) await this.ensure(roleId);
  }

  keepHere(roleId: string): void {
    this.#deps.handling.keepHere(roleId);
  }

  /**
   * Switches a role off and removes its keys from this credentials file. Returns true if there were
   * keys.
   */
  async release(role: Role): Promise<Result<boolean>> {
    const released = await this.#deps.roleSwitch.off(role);
    if (released.ok) await this.#deps.handling.onRelease();
    return released;
  }
}
