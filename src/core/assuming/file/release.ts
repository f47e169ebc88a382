import { releaseSection } from '../../credentials-file/section-release.ts';
import { readSection } from '../../credentials-file/section.ts';
import type { Records, SessionRecord } from '../../ports.ts';
import type { CredentialsStore } from '../../credentials-file/credentials-store.ts';
import { ok, type Result } from '../../result.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';

/** A role as a release must know it: where it may stand. */
export interface ReleasedRole {
  readonly id: string;
  readonly targetProfile: string;
}

/**
 * What becomes of the role: switched off; still kept, under another target or with other
 * settings; gone from the settings; or gone before, so that its section is copied first.
 */
export type Afterwards = 'off' | 'as-before' | 'gone' | 'gone-before';

/**
 * Takes a role's keys and mark out of a credentials file. In one hold of the file's lock: first the record (generation raised, so that a refresh
 * under way elsewhere writes nothing), then the keys. What could not be written is removed at the next look: its mark is older than the release.
 */
export class RoleRelease {
  readonly #records: Records;
  readonly #clock: CorrectedClock;

  constructor(records: Records, clock: CorrectedClock) {
    this.#records = records;
    this.#clock = clock;
  }

  /** True where something stood in the file. */
  async release(
    role: ReleasedRole,
    store: CredentialsStore,
    afterwards: Afterwards,
  ): Promise<Result<boolean>> {
    const result = await store.update((text) => {
      const edit = releaseSection(text, role.targetProfile, role.id, store.owner);
      this.#record(role.id, store.path, afterwards, edit?.assumedAt ?? 0);
      if (edit === null) return ok(null);
      const copied = afterwards === 'gone-before' ? { takenOver: [role.targetProfile] } : {};
      return ok({ ...edit, ...copied, value: null });
    });
    if (!result.ok) return result;
    if (afterwards === 'gone' || afterwards === 'gone-before')
      this.#records.change(role.id, store.path, () => null);
    return ok(result.value !== null);
  }

  /**
   * What a tool wrote back of a session that was released before: its keys go, and nothing else is changed, since someone may be assuming the role anew just
   * now. Judged again under the file's lock.
   */
  async releaseOldView(role: ReleasedRole, store: CredentialsStore): Promise<Result<boolean>> {
    const result = await store.update((text) => {
      const { mark } = readSection(text, role.targetProfile, store.owner);
      const releasedAt = this.#records.get(role.id, store.path)?.releasedAt ?? null;
      const isOld = mark?.roleId === role.id && releasedAt !== null && mark.assumedAt <= releasedAt;
      const edit = isOld ? releaseSection(text, role.targetProfile, role.id, store.owner) : null;
      return ok(edit === null ? null : { ...edit, value: null });
    });
    return result.ok ? ok(result.value !== null) : result;
  }

  /** Under the file's lock already: another role's session took the target. */
  displaced(roleId: string, path: string): void {
    this.#record(roleId, path, 'off', 0);
  }

  /**
   * A session that is gone from the file: switched off, unless another one is known by now. The generation stays: whoever assumes the role anew at this moment
   * means it.
   */
  gone(roleId: string, path: string, accessKeyId: string | null): void {
    this.#records.change(roleId, path, (record) =>
      record.accessKeyId === accessKeyId ? this.#released(record, false, 0) : record,
    );
  }

  #record(roleId: string, path: string, afterwards: Afterwards, markAssumedAt: number): void {
    this.#records.change(roleId, path, (record) => ({
      ...this.#released(record, afterwards === 'as-before' && record.kept, markAssumedAt),
      generation: record.generation + 1,
    }));
  }

  #released(record: SessionRecord, kept: boolean, markAssumedAt: number): SessionRecord {
    return {
      ...record,
      kept,
      // Not older than what it releases, whatever the clock did: marks are compared with it.
      releasedAt: Math.max(this.#clock.now(), record.assumedAt ?? 0, markAssumedAt),
      accessKeyId: null,
      assumedAt: null,
      expiration: null,
      refreshAt: null,
      failure: null,
    };
  }
}
