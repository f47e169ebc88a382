import { moveSession } from '../../assuming/file/move-session.ts';
import type { RoleRelease } from '../../assuming/file/release.ts';
import type { CredentialsStore } from '../../credentials-file/credentials-store.ts';
import type { Records } from '../../ports/records.ts';
import { ok, type Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { SessionEvents } from '../../sessions/session-events.ts';
import type { SessionStore } from '../../sessions/session-store.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';

export interface RoleSessionsDeps {
  /** The credentials file of this process. */
  readonly store: CredentialsStore;
  /** Returns the store of another credentials file, whose path is in a record. */
  readonly storeAt: (path: string) => CredentialsStore;
  readonly records: Records;
  readonly release: RoleRelease;
  readonly sessions: SessionStore;
  readonly events: SessionEvents;
}

/**
 * Moves and ends the sessions of an edited role, in every credentials file for which `state.db` has
 * a record of the role.
 */
export class RoleSessions {
  readonly #deps: RoleSessionsDeps;

  constructor(deps: RoleSessionsDeps) {
    this.#deps = deps;
  }

  /**
   * Moves the sessions if only the target profile changed, and ends them if a setting that affects
   * them changed. A role that is on stays on, and is then assumed with its new settings.
   */
  async moveOrEnd(before: Role, after: Role, snapshot: AwsSnapshot): Promise<Result<null>> {
    const sameSession = snapshot.digestOf(before) === snapshot.digestOf(after);
    const sameTarget = before.targetProfile === after.targetProfile;
    if (sameSession && sameTarget) return ok(null);
    const { records, release, events } = this.#deps;
    for (const store of this.#storesOf(before)) {
      const record = records.get(before.id, store.path);
      if (record === null) continue;
      if (sameSession) {
        const region = snapshot.sectionRegion(after);
        const moved = await moveSession(before, after, { store, records, region });
        if (!moved.ok) return moved;
        if (moved.value) events.emit('moved', after);
        continue;
      }
      const released = await release.release(before, store, record.kept ? 'as-before' : 'off');
      if (!released.ok) return released;
      if (released.value) events.emit('released', before);
    }
    return ok(null);
  }

  /**
   * Removes the role's keys from every credentials file. Must be called before the role is removed.
   */
  async end(role: Role): Promise<Result<null>> {
    const { release, events } = this.#deps;
    for (const store of this.#storesOf(role)) {
      const released = await release.release(role, store, 'removed');
      if (!released.ok) return released;
      if (released.value) events.emit('released', role);
    }
    return ok(null);
  }

  /**
   * Forgets the session of a removed role. No event is emitted, because `end` already emitted it.
   */
  forget(roleId: string): void {
    this.#deps.sessions.forget(roleId);
  }

  /**
   * Returns every credentials file for which `state.db` has a record of the role. The file of this
   * process comes first, even without a record.
   */
  #storesOf(role: Role): readonly CredentialsStore[] {
    const { records, store, storeAt } = this.#deps;
    const others = records
      .all()
      .filter(({ roleId, path }) => roleId === role.id && path !== store.path);
    return [store, ...others.map(({ path }) => storeAt(path))];
  }
}
