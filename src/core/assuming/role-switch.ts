import type { CredentialsStore } from '../credentials-file/credentials-store.ts';
import type { MfaRequests } from '../mfa/mfa-requests.ts';
import type { Records } from '../ports/records.ts';
import type { Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { SessionEvents } from '../sessions/session-events.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { RoleRelease } from './file/release.ts';

export interface RoleSwitchDeps {
  readonly store: CredentialsStore;
  readonly records: Records;
  readonly release: RoleRelease;
  readonly sessions: SessionStore;
  readonly events: SessionEvents;
  readonly requests: MfaRequests;
}

/** Switches roles on and off for this credentials file. */
export class RoleSwitch {
  readonly #deps: RoleSwitchDeps;

  constructor(deps: RoleSwitchDeps) {
    this.#deps = deps;
  }

  on(roleId: string): void {
    const { records, store, sessions } = this.#deps;
    records.change(roleId, store.path, (record) => ({ ...record, kept: true }));
    sessions.set(roleId, { kept: true });
    sessions.step(roleId, { kind: 'keep', kept: true });
  }

  /**
   * Removes the role's keys from the file, but leaves the role switched on. Returns true if there
   * were keys.
   */
  async pause(role: Role): Promise<Result<boolean>> {
    const { store, release, sessions, events } = this.#deps;
    const released = await release.release(role, store, 'as-before');
    if (!released.ok) return released;
    if (released.value) events.emit('released', role);
    sessions.set(role.id, { issued: null, reportedFailure: null });
    sessions.step(role.id, { kind: 'drop' });
    return released;
  }

  /** Switches the role off and removes its keys from the file. Returns true if there were keys. */
  async off(role: Role): Promise<Result<boolean>> {
    const { store, release, sessions, events, requests } = this.#deps;
    requests.forget(role.id);
    const wasInUse = sessions.isInUse(role.id);
    const released = await release.release(role, store, 'off');
    if (!released.ok) return released;
    // If the role was in use and is not any more, the `Keeper` has already seen the release and
    // emitted `released`.
    if (!wasInUse || sessions.isInUse(role.id)) events.emit('released', role);
    sessions.set(role.id, { kept: false, keptHere: false, issued: null, reportedFailure: null });
    sessions.step(role.id, { kind: 'drop' });
    return released;
  }
}
