import type { RoleSaved } from '../../contract/role-api.ts';
import { ok, type Result } from '../../result.ts';
import { changeRole, type RoleChanges, type RoleDraft } from '../../roles/role-draft.ts';
import type { Role } from '../../roles/role.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import { consentFailure } from '../consent/consent-gate.ts';
import { isSameQuestion, type RoleConsent, roleQuestions } from '../consent/role-consent.ts';
import { nameTakenFailure, type RoleDrafts } from './role-drafts.ts';
import type { RoleLookup } from './role-lookup.ts';
import type { RoleSessions } from './role-sessions.ts';

export interface RoleEditsDeps {
  readonly settings: SettingsFile;
  readonly roles: RoleLookup;
  readonly drafts: RoleDrafts;
  readonly sessions: RoleSessions;
  readonly roleConsent: RoleConsent;
  /** Reads the settings and the AWS files again. Must be called after the settings changed. */
  readonly onChange: () => Promise<void>;
}

/**
 * A role that was removed and added back. `stateBefore` is its state before the removal; `once`
 * means that it had a session but was not switched on.
 */
export interface RolePutBack {
  readonly saved: RoleSaved;
  readonly stateBefore: 'kept' | 'once' | 'off';
}

interface Removed {
  readonly role: Role;
  /** Its index in the list of roles. */
  readonly place: number;
  readonly stateBefore: RolePutBack['stateBefore'];
}

/**
 * Adds, changes and removes roles. Before a change that affects sessions, moves or ends them; if
 * that fails, the role does not change.
 */
export class RoleEdits {
  readonly #deps: RoleEditsDeps;
  /** Removed roles that can be put back while this process runs. */
  readonly #removed = new Map<string, Removed>();

  constructor(deps: RoleEditsDeps) {
    this.#deps = deps;
  }

  async add(draft: RoleDraft): Promise<Result<RoleSaved>> {
    const completed = this.#deps.drafts.complete(draft);
    return completed.ok ? this.#saveNew(completed.value) : completed;
  }

  async set(roleId: string, changes: RoleChanges): Promise<Result<RoleSaved>> {
    const { roles, roleConsent, sessions } = this.#deps;
    return roles.find(roleId, async (known, read) => {
      const wanted = changeRole(known, changes);
      if (!wanted.ok) return wanted;
      const asked = roleQuestions(wanted.value, known);
      // The person is asked before the role is locked, because they may not answer soon.
      const refusal = await roleConsent.refusal(wanted.value, roleId, read);
      if (refusal !== null) return refusal;
      return roles.underLock(roleId, async (role, snapshot) => {
        const changed = changeRole(role, changes);
        if (!changed.ok) return changed;
        // Another process may have changed the role while the person was asked.
        const unasked = roleQuestions(changed.value, role).find(
          (question) => !asked.some((each) => isSameQuestion(each, question)),
        );
        if (unasked !== undefined) return consentFailure(unasked);
        const taken = nameTakenFailure(changed.value, snapshot.roles);
        if (taken !== null) return taken;
        const moved = await sessions.moveOrEnd(role, changed.value, snapshot);
        return moved.ok ? this.#save(changed.value) : moved;
      });
    });
  }

  /**
   * Writes the new settings. Before that, moves or ends the sessions of these roles, each under the
   * role's lock.
   */
  async replace<T>(roles: readonly Role[], write: () => Promise<Result<T>>): Promise<Result<T>> {
    const [next, ...others] = roles;
    if (next === undefined) return write();
    return this.#deps.roles.underLock(next.id, async (role, snapshot) => {
      const moved = await this.#deps.sessions.moveOrEnd(role, next, snapshot);
      return moved.ok ? this.replace(others, write) : moved;
    });
  }

  /**
   * Moves a role before the role `before`, or to the end of the list if `before` is null. The order
   * of the other roles stays the same.
   */
  async move(roleId: string, before: string | null): Promise<Result<Role>> {
    const { roles, settings, onChange } = this.#deps;
    return roles.find(roleId, async (role, read) => {
      if (before === roleId) return ok(role);
      const saved = await settings.change((present) => {
        const moved = present.roles.find(({ id }) => id === roleId);
        if (moved === undefined) return read.unknownRole(roleId);
        const others = present.roles.filter(({ id }) => id !== roleId);
        const place = before === null ? others.length : others.findIndex(({ id }) => id === before);
        if (place === -1) return read.unknownRole(before ?? roleId);
        return ok({ ...present, roles: others.toSpliced(place, 0, moved) });
      });
      if (!saved.ok) return saved;
      await onChange();
      return ok(role);
    });
  }

  async remove(roleId: string): Promise<Result<Role>> {
    const { roles, sessions, settings, onChange } = this.#deps;
    return roles.underLock(roleId, async (role, snapshot) => {
      const removed = asRemoved(role, snapshot);
      const ended = await sessions.end(role);
      if (!ended.ok) return ended;
      const saved = await settings.change((present) =>
        ok({ ...present, roles: present.roles.filter(({ id }) => id !== roleId) }),
      );
      if (!saved.ok) return saved;
      this.#removed.set(roleId, removed);
      sessions.forget(roleId);
      await onChange();
      return ok(role);
    });
  }

  /**
   * Adds a removed role back, at its old place and with its old id. Works only in the process that
   * removed it.
   */
  async putBack(roleId: string): Promise<Result<RolePutBack>> {
    const removed = this.#removed.get(roleId);
    if (removed === undefined) {
      const snapshot = await this.#deps.roles.readSnapshot();
      return snapshot.ok ? snapshot.value.unknownRole(roleId) : snapshot;
    }
    const saved = await this.#saveNew(removed.role, removed.place);
    if (!saved.ok) return saved;
    this.#removed.delete(roleId);
    return ok({ saved: saved.value, stateBefore: removed.stateBefore });
  }

  async #saveNew(role: Role, place?: number): Promise<Result<RoleSaved>> {
    const { roles, roleConsent } = this.#deps;
    const read = await roles.readSnapshot();
    if (!read.ok) return read;
    return (
      nameTakenFailure(role, read.value.roles) ??
      (await roleConsent.refusal(role, null, read.value)) ??
      this.#save(role, place)
    );
  }

  /**
   * Replaces the role in the list. A new role is inserted at the index `place`, or at the end by
   * default.
   */
  async #save(role: Role, place?: number): Promise<Result<RoleSaved>> {
    const { settings, roles, drafts, roleConsent, onChange } = this.#deps;
    const saved = await settings.change((present) => {
      const taken = nameTakenFailure(role, present.roles);
      if (taken !== null) return taken;
      const known = present.roles.some(({ id }) => id === role.id);
      const edited = known
        ? present.roles.map((other) => (other.id === role.id ? role : other))
        : present.roles.toSpliced(place ?? present.roles.length, 0, role);
      return ok({ ...present, roles: edited });
    });
    if (!saved.ok) return saved;
    roleConsent.forget();
    await onChange();
    const snapshot = await roles.readSnapshot();
    return ok({ role, warnings: snapshot.ok ? drafts.warnings(role, snapshot.value) : [] });
  }
}

function asRemoved(role: Role, snapshot: AwsSnapshot): Removed {
  const record = snapshot.record(role.id);
  const hasSession = record?.accessKeyId !== null && record?.accessKeyId !== undefined;
  const stateBefore = record?.kept === true ? 'kept' : hasSession ? 'once' : 'off';
  const place = snapshot.roles.findIndex(({ id }) => id === role.id);
  return { role, place, stateBefore };
}
