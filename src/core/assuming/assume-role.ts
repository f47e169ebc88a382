import { LOCK_WAIT_MS, type RoleLocks } from '../ports/role-locks.ts';
import { failed, ok, type Result } from '../result.ts';
import type { Role } from '../roles/role.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { CredentialFacts } from '../sessions/session.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { ReadSnapshot } from '../snapshot/snapshot-reader.ts';
import type { Parents } from './caller/parents.ts';
import type { SessionWriter } from './file/session-writer.ts';
import type { Freshness } from './freshness.ts';
import { sectionRefusal } from './section-refusal.ts';
import type { SessionIssuer } from './session-issuer.ts';

export interface AssumeRoleDeps {
  readonly locks: RoleLocks;
  readonly readSnapshot: ReadSnapshot;
  readonly freshness: Freshness;
  readonly issuer: SessionIssuer;
  readonly writer: SessionWriter;
  readonly sessions: SessionStore;
}

export interface ObtainOptions {
  /** If true, requests a new session even if the present one is still fresh. */
  readonly force: boolean;
  /**
   * The profile in which credentials that Rolekeeper did not write may be replaced; null if none.
   */
  readonly takeOver: string | null;
  /**
   * Returns false if the role must not be assumed any more; called under the role's lock. Null if a
   * person requested the session.
   */
  readonly isStillWanted: (() => boolean) | null;
}

export interface Obtained {
  readonly role: Role;
  readonly facts: CredentialFacts;
  readonly event: 'assumed' | 'adopted' | 'fresh';
  /** STS's id of the request; null if STS was not called. */
  readonly requestId: string | null;
  readonly regionHint: string | null;
}

/**
 * Gets a session of one role. Reuses a fresh session, otherwise requests one under the role's lock
 * and writes it into the file.
 */
export class AssumeRole {
  readonly #deps: AssumeRoleDeps;

  constructor(deps: AssumeRoleDeps) {
    this.#deps = deps;
  }

  async obtain(
    roleId: string,
    options: ObtainOptions,
    parents: Parents,
  ): Promise<Result<Obtained>> {
    const fresh = options.force ? null : await this.#withoutLock(roleId);
    if (fresh !== null) return ok(fresh);
    const lock = await this.#deps.locks.acquire(roleId, LOCK_WAIT_MS);
    if (!lock.ok) return lock;
    try {
      return await this.#underLock(roleId, options, parents);
    } finally {
      lock.value.release();
    }
  }

  /**
   * Returns the session in the file if it is fresh and also in `state.db`. That needs no lock,
   * because the file is not written.
   */
  async #withoutLock(roleId: string): Promise<Obtained | null> {
    const read = await this.#deps.readSnapshot();
    const role = read.ok ? read.value.role(roleId) : null;
    if (!read.ok || role === null || read.value.files.firstFailure() !== null) return null;
    const facts = await this.#deps.freshness.inFile(role, read.value);
    const isRecorded = read.value.record(roleId)?.accessKeyId === facts?.accessKeyId;
    return facts === null || !isRecorded ? null : this.#adopt(role, read.value, facts);
  }

  async #underLock(
    roleId: string,
    { force, takeOver, isStillWanted }: ObtainOptions,
    parents: Parents,
  ): Promise<Result<Obtained>> {
    const { freshness, sessions, issuer, writer } = this.#deps;
    const read = await this.#readUnderLock(roleId);
    if (!read.ok) return read;
    const snapshot = read.value;
    const known = snapshot.knownRole(roleId);
    if (!known.ok) return known;
    const role = known.value;
    const broken = snapshot.files.firstFailure();
    if (broken !== null) return failed(broken);
    const fresh = force ? null : await freshness.inFile(role, snapshot);
    if (fresh !== null) return ok(this.#adopt(role, snapshot, fresh));
    const mayTakeOver = takeOver === role.targetProfile;
    const refused = sectionRefusal(role, snapshot, mayTakeOver);
    if (refused !== null) return failed(refused);
    const generation = snapshot.record(role.id)?.generation ?? 0;
    // `isStillWanted` is called after `generation` was read. If the role is released after this
    // call, the release increases `generation`, and the session is not written.
    if (isStillWanted?.() === false) return failed({ kind: 'released-meanwhile' });
    const digest = snapshot.digestOf(role);
    const unwritten = force ? null : freshness.unwritten(sessions.entry(role.id), digest);
    const issued =
      unwritten === null
        ? await issuer.issue(role, snapshot, { respectBackoff: !force, parents })
        : ok(unwritten);
    if (!issued.ok) return issued;
    const conditions = { generation, takeOver: mayTakeOver, snapshot };
    const written = await writer.write(role, issued.value, conditions);
    if (!written.ok) return written;
    const { credentials, assumedAt, refreshAt, requestId } = issued.value;
    const { accessKeyId, expiration } = credentials;
    const facts = { accessKeyId, expiration, assumedAt, refreshAt };
    const regionHint = snapshot.regionHint(role);
    return ok({ role, facts, event: 'assumed', requestId, regionHint });
  }

  /**
   * Returns a snapshot that is not older than the role's record in `state.db`. Reads the files
   * again if the shared snapshot is older.
   */
  async #readUnderLock(roleId: string): Promise<Result<AwsSnapshot>> {
    const { readSnapshot } = this.#deps;
    const first = await readSnapshot();
    return first.ok && first.value.isBehindRecord(roleId) ? readSnapshot({ fresh: true }) : first;
  }

  #adopt(role: Role, snapshot: AwsSnapshot, facts: CredentialFacts): Obtained {
    this.#deps.writer.adopt(role, facts, snapshot);
    const session = this.#deps.sessions.session(role.id);
    const isKnown = 'accessKeyId' in session && session.accessKeyId === facts.accessKeyId;
    const regionHint = snapshot.regionHint(role);
    return { role, facts, event: isKnown ? 'fresh' : 'adopted', requestId: null, regionHint };
  }
}
