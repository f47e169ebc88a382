import { textWithoutSession } from '../../credentials-file/section-release.ts';
import { readSection } from '../../credentials-file/section.ts';
import type { Records, SessionRecord } from '../../ports/records.ts';
import type { CredentialsStore } from '../../credentials-file/credentials-store.ts';
import { ok, type Result } from '../../result.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';

/** The facts about a role that a release needs. */
export interface ReleasedRole {
  readonly id: string;
  readonly targetProfile: string;
}

/**
 * The state of the role after the release. `as-before`: a role that was on stays on;
 * `already-removed`: the settings no longer have the role, so its section is backed up first.
 */
export type AfterRelease = 'off' | 'as-before' | 'removed' | 'already-removed';

/**
 * Removes a role's keys, and the `x_rolekeeper` line that names the role, from a credentials file.
 * If the file cannot be written, the `Keeper` removes them later.
 */
export class RoleRelease {
  readonly #records: Records;
  readonly #clock: CorrectedClock;

  constructor(records: Records, clock: CorrectedClock) {
    this.#records = records;
    this.#clock = clock;
  }

  /** Returns true if the file contained keys of the role. */
  async release(
    role: ReleasedRole,
    store: CredentialsStore,
    after: AfterRelease,
  ): Promise<Result<boolean>> {
    const result = await store.update((present) => {
      const edit = textWithoutSession(present, role.targetProfile, role.id, store.owner);
      this.#record(role.id, store.path, after, edit?.assumedAt ?? 0);
      if (edit === null) return ok(null);
      const copied = after === 'already-removed' ? { takenOver: [role.targetProfile] } : {};
      return ok({ ...edit, ...copied, value: null });
    });
    if (!result.ok) return result;
    if (after === 'removed' || after === 'already-removed')
      this.#records.change(role.id, store.path, () => null);
    return ok(result.value !== null);
  }

  /**
   * Removes the keys of a released session that a tool wrote back, if the file still contains them.
   * Does not change the role's record in `state.db`, because another process may be assuming the
   * role.
   */
  async releaseOldCopy(role: ReleasedRole, store: CredentialsStore): Promise<Result<boolean>> {
    const result = await store.update((present) => {
      const { mark } = readSection(present, role.targetProfile, store.owner);
      const releasedAt = this.#records.get(role.id, store.path)?.releasedAt ?? null;
      const isOld = mark?.roleId === role.id && releasedAt !== null && mark.assumedAt <= releasedAt;
      const edit = isOld
        ? textWithoutSession(present, role.targetProfile, role.id, store.owner)
        : null;
      return ok(edit === null ? null : { ...edit, value: null });
    });
    return result.ok ? ok(result.value !== null) : result;
  }

  /**
   * Switches a role off in its record, because another role's session replaced its keys. The caller
   * must have the file's lock.
   */
  onDisplaced(roleId: string, path: string): void {
    this.#record(roleId, path, 'off', 0);
  }

  /**
   * Switches the role off in its record if the record still has this access key. Does not increase
   * `generation`, so that a session that a person is just requesting is still written.
   */
  onGone(roleId: string, path: string, accessKeyId: string | null): void {
    this.#records.change(roleId, path, (record) =>
      record.accessKeyId === accessKeyId ? this.#released(record, false, 0) : record,
    );
  }

  #record(roleId: string, path: string, after: AfterRelease, markedAt: number): void {
    this.#records.change(roleId, path, (record) => ({
      ...this.#released(record, after === 'as-before' && record.kept, markedAt),
      generation: record.generation + 1,
    }));
  }

  #released(record: SessionRecord, kept: boolean, markedAt: number): SessionRecord {
    return {
      ...record,
      kept,
      // Keys that come back are removed if their session was not assumed after `releasedAt`. This
      // time is never before the `assumedAt` of the released session, even if the clock was set
      // back.
      releasedAt: Math.max(this.#clock.now(), record.assumedAt ?? 0, markedAt),
      accessKeyId: null,
      assumedAt: null,
      expiration: null,
      refreshAt: null,
      failure: null,
    };
  }
}
