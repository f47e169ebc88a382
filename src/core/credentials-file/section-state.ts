import type { SessionRecord } from '../ports/records.ts';
import type { ForeignHolds } from '../file-failure.ts';

/**
 * The state of a role's target section, from the mark in the file and the record in state.db.
 *
 * A mark that is newer than the record is right, and the record follows it (the process ended
 * between the two writes). A mark that is older comes from a tool that wrote back its old copy of
 * the file.
 */
export type SectionState =
  /** The section has no session of ours, and none is expected. */
  | { readonly kind: 'nothing' }
  /** Credentials of another tool, and no session of ours is expected. */
  | { readonly kind: 'foreign'; readonly holds: ForeignHolds }
  /** This role's session. */
  | {
      readonly kind: 'valid';
      readonly session: ValidSession;
      readonly sameDigest: boolean;
      readonly newer: boolean;
    }
  /** A session older than the one in the record: a tool wrote its old copy of the file back. */
  | { readonly kind: 'old-copy' }
  /** A session that was released since: a tool wrote its old copy of the file back. */
  | { readonly kind: 'released' }
  /** Another role was assumed into this target since. */
  | { readonly kind: 'displaced' }
  /**
   * No file, or an empty one: a home that is not mounted yet, or a tool that is writing. This is no
   * removal.
   */
  | { readonly kind: 'file-missing' }
  /** The keys that we wrote are missing in an existing file. */
  | { readonly kind: 'removed' }
  /** Credentials of another tool replaced ours. */
  | { readonly kind: 'taken'; readonly holds: ForeignHolds };

export interface ValidSession {
  readonly accessKeyId: string;
  readonly assumedAt: number;
  readonly expiration: number;
  /** From the record, if it knows this session. All processes use the same value. */
  readonly refreshAt: number | null;
}

export interface SectionFacts {
  readonly mark: {
    readonly roleId: string;
    readonly accessKeyId: string;
    readonly assumedAt: number;
    readonly digest: string;
  } | null;
  /** True if `aws_access_key_id` equals the mark's. */
  readonly owned: boolean;
  readonly expiration: number | null;
  /** The kind of foreign credentials in the section. */
  readonly holds: ForeignHolds | null;
}

export interface SectionAndRecord {
  readonly roleId: string;
  readonly digest: string;
  readonly section: SectionFacts;
  /** False if there is no file, or an empty one. */
  readonly fileExists: boolean;
  readonly record: SessionRecord | null;
}

export function classifySection({
  roleId,
  digest,
  section,
  fileExists,
  record,
}: SectionAndRecord): SectionState {
  const mark = section.owned ? section.mark : null;
  const knownAt = record?.assumedAt ?? null;
  if (mark?.roleId === roleId) {
    const releasedAt = record?.releasedAt ?? null;
    if (releasedAt !== null && mark.assumedAt <= releasedAt) return { kind: 'released' };
    if (knownAt !== null && mark.assumedAt < knownAt) return { kind: 'old-copy' };
    const known = record !== null && record.accessKeyId === mark.accessKeyId;
    const expiration = section.expiration ?? (known ? record.expiration : null);
    // A session without an expiration has an unknown state. It is replaced, as an old copy would
    // be.
    if (expiration === null) return { kind: 'old-copy' };
    return {
      kind: 'valid',
      session: {
        accessKeyId: mark.accessKeyId,
        assumedAt: mark.assumedAt,
        expiration,
        refreshAt: known ? record.refreshAt : null,
      },
      sameDigest: mark.digest === digest,
      newer: knownAt === null || mark.assumedAt > knownAt,
    };
  }
  const expected = record !== null && record.accessKeyId !== null;
  if (mark !== null) {
    const displaced = expected && knownAt !== null && mark.assumedAt > knownAt;
    if (displaced) return { kind: 'displaced' };
    return expected ? { kind: 'old-copy' } : { kind: 'nothing' };
  }
  if (!expected)
    return section.holds === null ? { kind: 'nothing' } : { kind: 'foreign', holds: section.holds };
  if (!fileExists) return { kind: 'file-missing' };
  return section.holds === null ? { kind: 'removed' } : { kind: 'taken', holds: section.holds };
}
