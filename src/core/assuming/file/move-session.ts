import type { SectionRegion } from '../../credentials-file/session-values.ts';
import { readSection } from '../../credentials-file/section.ts';
import { textWithSession } from '../../credentials-file/section-edit.ts';
import { textWithoutSession } from '../../credentials-file/section-release.ts';
import type { Records } from '../../ports/records.ts';
import type { CredentialsStore } from '../../credentials-file/credentials-store.ts';
import { ok, type Result } from '../../result.ts';
import type { Role } from '../../roles/role.ts';

export interface MoveOptions {
  readonly store: CredentialsStore;
  readonly records: Records;
  /** The region of the new section. */
  readonly region: SectionRegion;
}

/**
 * Moves a role's session to its new target profile in one edit; returns false if there was no
 * session. Increases `generation` in the role's record, so that a running refresh in another
 * process does not write the old section again.
 */
export async function moveSession(
  from: Role,
  to: Role,
  { store, records, region }: MoveOptions,
): Promise<Result<boolean>> {
  const moved = await store.update((present) => {
    const section = readSection(present, from.targetProfile, store.owner);
    const { mark, credentials, expiration } = section;
    const sessionToken = credentials?.sessionToken;
    const isOurs = section.owned && mark?.roleId === from.id;
    const released = textWithoutSession(present, from.targetProfile, from.id, store.owner);
    if (
      released === null ||
      !isOurs ||
      credentials === null ||
      expiration === null ||
      sessionToken === undefined
    ) {
      record(to, store.path, records);
      return ok(null);
    }
    const { accessKeyId, secretAccessKey } = credentials;
    const { assumedAt, digest } = mark;
    const session = {
      roleId: to.id,
      accessKeyId,
      secretAccessKey,
      sessionToken,
      expiration,
      assumedAt,
      digest,
      ...region,
    };
    const written = textWithSession(released.text, to.targetProfile, session, {
      file: store.path,
      takeOver: false,
      owner: store.owner,
    });
    if (!written.ok) return written;
    record(to, store.path, records);
    return ok({
      ...written.value,
      takenOver: [...released.takenOver, ...written.value.takenOver],
      sections: [...released.sections, ...written.value.sections],
      value: null,
    });
  });
  return moved.ok ? ok(moved.value !== null) : moved;
}

function record(role: Role, path: string, records: Records): void {
  records.change(role.id, path, (present) => ({
    ...present,
    targetProfile: role.targetProfile,
    generation: present.generation + 1,
  }));
}
