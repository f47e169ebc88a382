import { textWithSession } from '../../credentials-file/section-edit.ts';
import type { Records } from '../../ports/records.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { SessionEvents } from '../../sessions/session-events.ts';
import type { Issued, SessionStore } from '../../sessions/session-store.ts';
import type { CredentialFacts } from '../../sessions/session.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';
import type { BatchedWrites, Write } from './batched-writes.ts';
import type { RoleRelease } from './release.ts';

export interface SessionWriterDeps {
  readonly writes: BatchedWrites;
  readonly records: Records;
  readonly release: RoleRelease;
  readonly sessions: SessionStore;
  readonly events: SessionEvents;
  readonly clock: CorrectedClock;
}

/** The conditions for writing a session. */
export interface WriteConditions {
  /**
   * The `generation` in the role's record before STS was called. If a release or a move has
   * increased it since, nothing is written.
   */
  readonly generation: number;
  /** True if credentials in the section that Rolekeeper did not write may be replaced. */
  readonly takeOver: boolean;
  readonly snapshot: AwsSnapshot;
}

/** Writes sessions into the credentials file, and then into the records in `state.db`. */
export class SessionWriter {
  readonly #deps: SessionWriterDeps;

  constructor(deps: SessionWriterDeps) {
    this.#deps = deps;
  }

  /** Runs a call whose result will be written. Writes of other roles may wait for that result. */
  runBeforeWrite<T>(call: () => Promise<T>): Promise<T> {
    return this.#deps.writes.runBeforeWrite(call);
  }

  /**
   * Copies the facts of the session in the file into the role's record, and removes the record's
   * failure.
   */
  adopt(role: Role, facts: CredentialFacts, snapshot: AwsSnapshot): void {
    const record = snapshot.record(role.id);
    if (record?.accessKeyId === facts.accessKeyId && record.failure === null) return;
    const { targetProfile } = role;
    const digest = snapshot.digestOf(role);
    this.#deps.records.change(role.id, this.#deps.writes.file.path, (present) => {
      return { ...present, targetProfile, ...facts, digest, failure: null };
    });
  }

  async write(role: Role, issued: Issued, conditions: WriteConditions): Promise<Result<null>> {
    this.#deps.sessions.set(role.id, { issued });
    return this.writeAgain(role, issued, conditions);
  }

  /** Writes again a session that a program removed from the file. */
  async writeAgain(role: Role, issued: Issued, conditions: WriteConditions): Promise<Result<null>> {
    const written = await this.#deps.writes.write(this.#writeOf(role, issued, conditions));
    return written.ok ? ok(null) : written;
  }

  /** Writes everything that is queued. Resolves when nothing is queued or being written. */
  idle(): Promise<void> {
    return this.#deps.writes.idle();
  }

  #writeOf(role: Role, issued: Issued, { generation, takeOver, snapshot }: WriteConditions): Write {
    const { records, events } = this.#deps;
    const { path, owner } = this.#deps.writes.file;
    const region = snapshot.sectionRegion(role);
    let displacedId: string | null = null;
    let replacesOthers = false;
    return {
      edit: (present) => {
        if ((records.get(role.id, path)?.generation ?? 0) !== generation)
          return failed({ kind: 'released-meanwhile' });
        const { credentials, assumedAt, digest } = issued;
        const session = { roleId: role.id, ...credentials, assumedAt, digest, ...region };
        const terms = { takeOver, file: path, owner };
        const edit = textWithSession(present, role.targetProfile, session, terms);
        displacedId = edit.ok ? edit.value.displacedRoleId : null;
        replacesOthers = edit.ok && edit.value.takenOver.length > 0;
        return edit;
      },
      onWritten: () => {
        if (displacedId !== null) this.#displaced(displacedId, role.targetProfile);
        if (replacesOthers) events.emit('taken-over', role);
        this.#written(role, issued);
      },
    };
  }

  #written({ id, targetProfile }: Role, issued: Issued): void {
    const { records, sessions, clock } = this.#deps;
    const { assumedAt, refreshAt, digest, requestId } = issued;
    const { accessKeyId, expiration } = issued.credentials;
    const facts = { accessKeyId, expiration, assumedAt, refreshAt, digest, requestId };
    records.change(id, this.#deps.writes.file.path, (record) => {
      return { ...record, targetProfile, ...facts, failure: null };
    });
    sessions.set(id, { issued: { ...issued, writtenAt: clock.monotonic() } });
  }

  /** Records that a role lost its section to another role. */
  #displaced(roleId: string, targetProfile: string): void {
    const { release, sessions, events } = this.#deps;
    release.onDisplaced(roleId, this.#deps.writes.file.path);
    sessions.set(roleId, { kept: false, keptHere: false, issued: null });
    sessions.step(roleId, { kind: 'drop' });
    events.emit('released', { id: roleId, targetProfile });
  }
}
