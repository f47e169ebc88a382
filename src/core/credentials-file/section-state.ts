import type { SessionRecord } from '../ports.ts';
import type { ForeignHolds } from '../failure.ts';

/**
 * What stands under a role's target, judged by the mark in the file and the record in state.db. The mark says what stands there; a mark newer
 * than the record is the truth and the record follows it (the process died between the two), an older one is a tool's old view of the file.
 */
export type SectionState =
  /** Nothing of ours, and nothing is expected. */
  | { readonly is: 'nothing' }
  /** Someone else's credentials, and none of ours are expected. */
  | { readonly is: 'foreign'; readonly holds: ForeignHolds }
  /** This role's session. */
  | {
      readonly is: 'standing';
      readonly session: StandingSession;
      readonly sameDigest: boolean;
      readonly newer: boolean;
    }
  /** A session older than the one we know: some tool wrote its old view back. */
  | { readonly is: 'old-view' }
  /** A session that was released since: some tool wrote its old view back. */
  | { readonly is: 'released' }
  /** Another role was assumed into this target since. */
  | { readonly is: 'displaced'; readonly byRoleId: string }
  /** There is no file, or an empty one: a home not yet mounted, a tool at work. No removal. */
  | { readonly is: 'file-missing' }
  /** The keys that we wrote are gone from a file that is there. */
  | { readonly is: 'removed' }
  /** Someone else's credentials stand where ours stood. */
  | { readonly is: 'taken'; readonly holds: ForeignHolds };

export interface StandingSession {
  readonly accessKeyId: string;
  readonly assumedAt: number;
  readonly expiration: number;
  /** Agreed between processes by the record, where it knows this session. */
  readonly refreshAt: number | null;
}

export interface StandingSection {
  readonly mark: {
    readonly roleId: string;
    readonly accessKeyId: string;
    readonly assumedAt: number;
    readonly digest: string;
  } | null;
  /** True while `aws_access_key_id` equals the mark's. */
  readonly owned: boolean;
  readonly expiration: number | null;
  /** What foreign credentials stand in the section. */
  readonly holds: ForeignHolds | null;
}

export interface Case {
  readonly roleId: string;
  readonly digest: string;
  readonly section: StandingSection;
  /** False where there is no file or an empty one. */
  readonly fileThere: boolean;
  readonly record: SessionRecord | null;
}

export function classifySection({
  roleId,
  digest,
  section,
  fileThere,
  record,
}: Case): SectionState {
  const mark = section.owned ? section.mark : null;
  const knownAt = record?.assumedAt ?? null;
  if (mark !== null && mark.roleId === roleId) {
    const releasedAt = record?.releasedAt ?? null;
    if (releasedAt !== null && mark.assumedAt <= releasedAt) return { is: 'released' };
    if (knownAt !== null && mark.assumedAt < knownAt) return { is: 'old-view' };
    const known = record !== null && record.accessKeyId === mark.accessKeyId;
    const expiration = section.expiration ?? (known ? record.expiration : null);
    // Without an end the session cannot be judged: it is replaced like any other view that is not ours.
    if (expiration === null) return { is: 'old-view' };
    return {
      is: 'standing',
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
    if (displaced) return { is: 'displaced', byRoleId: mark.roleId };
    return expected ? { is: 'old-view' } : { is: 'nothing' };
  }
  if (!expected)
    return section.holds === null ? { is: 'nothing' } : { is: 'foreign', holds: section.holds };
  if (!fileThere) return { is: 'file-missing' };
  return section.holds === null ? { is: 'removed' } : { is: 'taken', holds: section.holds };
}
