import type { SessionRecord } from '../ports/records.ts';
import type { OtherCredentialKind } from '../file-failure.ts';

/**
 * The state of a role's target section, from the mark in the file (see mark.ts) and the record in
 * state.db. If the mark is newer than the record, the process ended between the two writes, so the
 * record is wrong.
 */
export type SectionState =
  /**
   * No session of this role is expected, and the section has no credentials or another role's
   * session.
   */
  | { readonly kind: 'nothing' }
  /** The section has credentials of another tool, and no session of Rolekeeper is expected. */
  | { readonly kind: 'foreign'; readonly holds: OtherCredentialKind }
  /** The section has this role's session. */
  | {
      readonly kind: 'valid';
      readonly session: ValidSession;
      /** True if the mark has the digest of the role's present settings. */
      readonly sameDigest: boolean;
      /** True if state.db has no assumption of the role, or an older one. */
      readonly newer: boolean;
    }
  /**
   * The section has an older session than the record, because a tool wrote its old copy of the file
   * back.
   */
  | { readonly kind: 'old-copy' }
  /**
   * The section has a session that was already released, because a tool wrote its old copy of the
   * file back.
   */
  | { readonly kind: 'released' }
  /** Another role's session has replaced this role's session. */
  | { readonly kind: 'displaced' }
  /**
   * There is no file, or it is empty. This does not count as a removal, because the home folder may
   * not be mounted yet, or a tool may be writing the file.
   */
  | { readonly kind: 'file-missing' }
  /** The keys that Rolekeeper wrote are missing, but the file exists. */
  | { readonly kind: 'removed' }
  /** Credentials of another tool have replaced the role's session. */
  | { readonly kind: 'taken'; readonly holds: OtherCredentialKind };

/** Times are epoch ms by STS's clock. */
export interface ValidSession {
  readonly accessKeyId: string;
  readonly assumedAt: number;
  readonly expiration: number;
  /**
   * When the role is refreshed. It comes from the record, so that all processes use the
   * same time; null if the record has another session.
   */
  readonly refreshAt: number | null;
}

export interface SectionFacts {
  readonly mark: {
    readonly roleId: string;
    readonly accessKeyId: string;
    readonly assumedAt: number;
    readonly digest: string;
  } | null;
  /** True if Rolekeeper wrote exactly the keys in the section. */
  readonly owned: boolean;
  readonly expiration: number | null;
  /** The kind of credentials that Rolekeeper did not write; null if there are none. */
  readonly holds: OtherCredentialKind | null;
}

export interface SectionAndRecord {
  readonly roleId: string;
  readonly digest: string;
  readonly section: SectionFacts;
  /** False if there is no file, or if it is empty. */
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
    // A session without an expiration must be replaced, so it is treated as an old copy.
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
