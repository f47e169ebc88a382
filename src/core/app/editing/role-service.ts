import type { RolePreview, RoleSaved } from '../../contract/api.ts';
import type { HeldLock, Random, Records, RoleLocks } from '../../ports.ts';
import type { SectionRegion } from '../../credentials-file/session-values.ts';
import type { CredentialsStore } from '../../credentials-file/credentials-store.ts';
import { type Failed, failed, ok, type Result } from '../../result.ts';
import { type ConsentGate, refused } from '../consent/consent-gate.ts';
import { isNewEndpoint } from '../../aws-config/partition.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';
import type { RoleRelease } from '../../assuming/file/release.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { Role } from '../../roles/role.ts';
import {
  changeRole,
  completeRole,
  type RoleChanges,
  type RoleDraft,
} from '../../roles/role-draft.ts';
import type { RoleWarning } from '../../roles/role-warning.ts';
import { roleWarnings } from '../../roles/role-warnings.ts';
import type { Environment } from '../../aws-config/shadowing.ts';

/** A refresh under way is waited for, so that it neither writes into the old target nor is lost. */
const LOCK_WAIT_MS = 90_000;

export interface RoleServiceParts {
  readonly settings: SettingsFile;
  readonly consent: ConsentGate;
  readonly readSnapshot: () => Promise<Result<AwsSnapshot>>;
  readonly store: CredentialsStore;
  /** The store of another credentials file, one that a record names. */
  readonly storeAt: (path: string) => CredentialsStore;
  readonly records: Records;
  readonly locks: RoleLocks;
  readonly release: RoleRelease;
  readonly random: Random;
  readonly env: Environment;
  /** RoleSessionName where none is given: it names user and host. */
  readonly sessionName: string;
  /** A role's keys were taken out of a credentials file, or moved to the section that it has now. */
  readonly tell: (event: 'released' | 'moved', role: Role) => void;
  /** A role is removed here: its end is no news to this process. */
  readonly forget: (roleId: string) => void;
  /** Moves a session from one section to another, in one edit. False if there was none. */
  readonly move: (
    from: Role,
    to: Role,
    store: CredentialsStore,
    region: SectionRegion,
  ) => Promise<Result<boolean>>;
  /** Settings changed: everything is looked at again. */
  readonly changed: () => Promise<void>;
}

/** How a removed role stood in this process's credentials file: switched on, assumed once, or not at all. */
export interface PutBack {
  readonly saved: RoleSaved;
  readonly stood: 'kept' | 'once' | 'off';
}

interface Removed {
  readonly role: Role;
  /** Among the roles. */
  readonly place: number;
  readonly stood: PutBack['stood'];
}

/** Adds, changes and removes roles. What stands in a credentials file goes first: where that fails, the role stays as it was. */
export class RoleService {
  readonly #parts: RoleServiceParts;
  /** What can be put back, while this process runs. */
  readonly #removed = new Map<string, Removed>();
  /** The role and endpoint that a person allowed last, until a role is saved. */
  #triedWith: string | null = null;

  constructor(parts: RoleServiceParts) {
    this.#parts = parts;
  }

  async add(draft: RoleDraft): Promise<Result<RoleSaved>> {
    const { random, sessionName } = this.#parts;
    const completed = completeRole(draft, { id: random.hex(6), sessionName });
    if (!completed.ok) return completed;
    return this.#saveNew(completed.value);
  }

  /** Null if the role's endpoint is AWS's, is the saved role's, or is one that the person allows. */
  async endpointRefusal(
    role: Role,
    roleId: string | null,
    snapshot: AwsSnapshot,
  ): Promise<Failed | null> {
    const before = roleId === null ? undefined : snapshot.role(roleId)?.endpoint;
    const { name, endpoint } = role;
    if (!isNewEndpoint(endpoint, before)) return null;
    // A second trial of the same, or saving what was tried, asks nothing again.
    const key = JSON.stringify([roleId, name, endpoint]);
    if (this.#triedWith === key) return null;
    const refusal = await this.#parts.consent.refusal({
      kind: 'endpoint',
      endpoint,
      roleNames: [name],
    });
    if (refusal === null) this.#triedWith = key;
    return refusal;
  }

  /** The role that saving this draft would give (`roleId`: of the role that it changes), among the files as they stand. Nothing is written. */
  async proposed(
    draft: RoleDraft,
    roleId: string | null,
  ): Promise<Result<{ readonly role: Role; readonly snapshot: AwsSnapshot }>> {
    const read = await this.#parts.readSnapshot();
    if (!read.ok) return read;
    const snapshot = read.value;
    const present = roleId === null ? null : snapshot.knownRole(roleId);
    if (present?.ok === false) return present;
    const sessionName = present?.value.roleSessionName ?? this.#parts.sessionName;
    const completed = completeRole(draft, { id: roleId ?? this.#parts.random.hex(6), sessionName });
    if (!completed.ok) return completed;
    return nameTaken(completed.value, snapshot.roles) ?? ok({ role: completed.value, snapshot });
  }

  async preview(draft: RoleDraft, roleId: string | null): Promise<Result<RolePreview>> {
    const proposed = await this.proposed(draft, roleId);
    if (!proposed.ok) return proposed;
    const { role, snapshot } = proposed.value;
    return ok({ warnings: this.#warningsOf(role, snapshot) });
  }

  async set(roleId: string, changes: RoleChanges): Promise<Result<RoleSaved>> {
    const read = await this.#parts.readSnapshot();
    if (!read.ok) return read;
    const known = read.value.knownRole(roleId);
    if (!known.ok) return known;
    const wanted = changeRole(known.value, changes);
    if (!wanted.ok) return wanted;
    const isAsked = isNewEndpoint(wanted.value.endpoint, known.value.endpoint);
    // Not under the role's lock: a person may take their time.
    const refusal = await this.endpointRefusal(wanted.value, roleId, read.value);
    if (refusal !== null) return refusal;
    return this.#underLock(roleId, async (role, snapshot) => {
      const changed = changeRole(role, changes);
      if (!changed.ok) return changed;
      const { name, endpoint } = changed.value;
      // Another process may have changed the role while the person was asked.
      if (!isAsked && isNewEndpoint(endpoint, role.endpoint))
        return refused({ kind: 'endpoint', endpoint, roleNames: [name] });
      const taken = nameTaken(changed.value, snapshot.roles);
      if (taken !== null) return taken;
      const moved = await this.#moveSessions(role, changed.value, snapshot);
      if (!moved.ok) return moved;
      return this.#save(changed.value);
    });
  }

  /** Moves or ends the sessions of roles that are to be as given, each under its lock, then writes. */
  async replace<T>(roles: readonly Role[], write: () => Promise<Result<T>>): Promise<Result<T>> {
    const [next, ...others] = roles;
    if (next === undefined) return write();
    return this.#underLock(next.id, async (role, snapshot) => {
      const moved = await this.#moveSessions(role, next, snapshot);
      return moved.ok ? this.replace(others, write) : moved;
    });
  }

  async remove(roleId: string): Promise<Result<Role>> {
    return this.#underLock(roleId, async (role, snapshot) => {
      const removed = this.#asRemoved(role, snapshot);
      for (const store of this.#storesOf(role)) {
        const released = await this.#parts.release.release(role, store, 'gone');
        if (!released.ok) return released;
        if (released.value) this.#parts.tell('released', role);
      }
      const saved = await this.#parts.settings.change((settings) =>
        ok({ ...settings, roles: settings.roles.filter(({ id }) => id !== roleId) }),
      );
      if (!saved.ok) return saved;
      this.#removed.set(roleId, removed);
      this.#parts.forget(roleId);
      await this.#parts.changed();
      return ok(role);
    });
  }

  /** The same role again that this process removed, at its place and with its id; `role-unknown` where it did not. */
  async putBack(roleId: string): Promise<Result<PutBack>> {
    const removed = this.#removed.get(roleId);
    if (removed === undefined) return failed({ kind: 'role-unknown', name: roleId, known: [] });
    const saved = await this.#saveNew(removed.role, removed.place);
    if (!saved.ok) return saved;
    this.#removed.delete(roleId);
    return ok({ saved: saved.value, stood: removed.stood });
  }

  #asRemoved(role: Role, snapshot: AwsSnapshot): Removed {
    const record = snapshot.record(role.id);
    const holds = record?.accessKeyId !== null && record?.accessKeyId !== undefined;
    const stood = record?.kept === true ? 'kept' : holds ? 'once' : 'off';
    return { role, place: snapshot.roles.findIndex(({ id }) => id === role.id), stood };
  }

  /** Every credentials file that a record names for this role, this process's own first. */
  #storesOf(role: Role): readonly CredentialsStore[] {
    const { records, store, storeAt } = this.#parts;
    const others = records
      .all()
      .filter(({ roleId, path }) => roleId === role.id && path !== store.path);
    return [store, ...others.map(({ path }) => storeAt(path))];
  }

  /**
   * A changed target moves the session; any other change of what decides a session ends it: where it is kept it is assumed anew, else it is
   * released.
   */
  async #moveSessions(before: Role, after: Role, snapshot: AwsSnapshot): Promise<Result<null>> {
    const sameSession = snapshot.digestOf(before) === snapshot.digestOf(after);
    const sameTarget = before.targetProfile === after.targetProfile;
    if (sameSession && sameTarget) return ok(null);
    for (const store of this.#storesOf(before)) {
      const record = this.#parts.records.get(before.id, store.path);
      if (record === null) continue;
      if (sameSession) {
        const moved = await this.#parts.move(before, after, store, snapshot.sectionRegion(after));
        if (!moved.ok) return moved;
        if (moved.value) this.#parts.tell('moved', after);
        continue;
      }
      const released = await this.#parts.release.release(
        before,
        store,
        record.kept ? 'as-before' : 'off',
      );
      if (!released.ok) return released;
      if (released.value) this.#parts.tell('released', before);
    }
    return ok(null);
  }

  async #saveNew(role: Role, place?: number): Promise<Result<RoleSaved>> {
    const read = await this.#parts.readSnapshot();
    if (!read.ok) return read;
    return (
      nameTaken(role, read.value.roles) ??
      (await this.endpointRefusal(role, null, read.value)) ??
      this.#save(role, place)
    );
  }

  /** `place`: of a role that is not there; at the end without one. */
  async #save(role: Role, place?: number): Promise<Result<RoleSaved>> {
    const saved = await this.#parts.settings.change((settings) => {
      const taken = nameTaken(role, settings.roles);
      if (taken !== null) return taken;
      const known = settings.roles.some(({ id }) => id === role.id);
      const roles = known
        ? settings.roles.map((other) => (other.id === role.id ? role : other))
        : settings.roles.toSpliced(place ?? settings.roles.length, 0, role);
      return ok({ ...settings, roles });
    });
    if (!saved.ok) return saved;
    this.#triedWith = null;
    await this.#parts.changed();
    const snapshot = await this.#parts.readSnapshot();
    return ok({ role, warnings: snapshot.ok ? this.#warningsOf(role, snapshot.value) : [] });
  }

  #warningsOf(role: Role, { roles, profiles, unreadable }: AwsSnapshot): readonly RoleWarning[] {
    // A file that cannot be read says nothing of what is missing in it.
    if (unreadable !== null) return [];
    return roleWarnings(role, { roles, profiles, env: this.#parts.env });
  }

  async #underLock<T>(
    roleId: string,
    work: (role: Role, snapshot: AwsSnapshot) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const lock = await this.#parts.locks.acquire(roleId, LOCK_WAIT_MS);
    if (!lock.ok) return lock;
    return withLock(lock.value, async () => {
      const read = await this.#parts.readSnapshot();
      if (!read.ok) return read;
      const role = read.value.knownRole(roleId);
      return role.ok ? work(role.value, read.value) : role;
    });
  }
}

async function withLock<T>(lock: HeldLock, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function nameTaken(role: Role, roles: readonly Role[]) {
  const other = roles.find(({ id, name }) => id !== role.id && name === role.name);
  return other === undefined
    ? null
    : failed({ kind: 'field-invalid', field: 'name', rule: { rule: 'taken', by: other.name } });
}
