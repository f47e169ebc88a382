import { releaseSection } from '../../credentials-file/section-release.ts';
import type { CredentialsStore, Records } from '../../ports.ts';
import { ok, type Result } from '../../result.ts';
import type { CorrectedClock } from '../../sts/corrected-clock.ts';

/** A role as a release must know it: where it may stand. */
export interface ReleasedRole {
  readonly id: string;
  readonly targetProfile: string;
}

/** What becomes of the role: switched off; still kept, under another target or with other settings; or gone from the settings. */
export type Afterwards = 'off' | 'as-before' | 'gone';

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
  async release(role: ReleasedRole, store: CredentialsStore, afterwards: Afterwards): Promise<Result<boolean>> {
    const result = await store.update((text) => {
      const edit = releaseSection(text, role.targetProfile, role.id);
      this.#record(role.id, store.path, afterwards, edit?.assumedAt ?? 0);
      return ok(edit === null ? null : { ...edit, value: null });
    });
    if (!result.ok) return result;
    if (afterwards === 'gone') this.#records.change(role.id, store.path, () => null);
    return ok(result.value !== null);
  }

  /** Under the file's lock already, or nothing to take out: another role's session took the target, or the keys are gone. */
  forgotten(roleId: string, path: string): void {
    this.#record(roleId, path, 'off', 0);
  }

  #record(roleId: string, path: string, afterwards: Afterwards, markAssumedAt: number): void {
    this.#records.change(roleId, path, (record) => ({
      ...record,
      kept: afterwards === 'as-before' && record.kept,
      generation: record.generation + 1,
      // Not older than what it releases, whatever the clock did: marks are compared with it.
      releasedAt: Math.max(this.#clock.now(), record.assumedAt ?? 0, markAssumedAt),
      accessKeyId: null,
      assumedAt: null,
      expiration: null,
      refreshAt: null,
      failure: null,
    }));
  }
}
