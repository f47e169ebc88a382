import type { SectionState } from '../credentials-file/section-state.ts';
import type { SessionRecord } from '../ports/records.ts';
import type { ObservedRole, ObservedSession } from './observe.ts';
import type { SessionEffect } from './session-effect.ts';
import { isKept, type SessionEntry } from './session-store.ts';
import { hasCredentials } from './session.ts';

/**
 * Returns the effects that update a role's session in memory, in a process that refreshes no roles.
 * They change neither files nor records.
 */
export function memoryEffects(seen: ObservedRole): readonly SessionEffect[] {
  if (seen.isUnderWay) return [];
  const { role, record } = seen;
  const failure = record?.failure ?? null;
  const failed =
    failure === null ? [] : [{ kind: 'show-failure', roleId: role.id, failure } as const];
  return [...settingsEffects(seen), ...sectionEffects(seen), ...failed];
}

function sectionEffects(seen: ObservedRole): readonly SessionEffect[] {
  const { role, state } = seen;
  switch (state.kind) {
    case 'valid':
      return fileSessionEffects(seen, state, false);
    case 'nothing':
    case 'foreign':
      return isReleased(seen) ? [{ kind: 'drop', role }] : [];
    case 'released':
    case 'displaced':
      return [{ kind: 'drop', role }];
    case 'old-copy':
    case 'file-missing':
    case 'removed':
    case 'taken':
      return [];
  }
}

/**
 * Returns the effects that copy the session in the credentials file into memory. If `isReported` is
 * true, a session that another process wrote causes the event `adopted`.
 */
export function fileSessionEffects(
  { role, entry }: ObservedRole,
  { session, sameDigest }: Extract<SectionState, { kind: 'valid' }>,
  isReported: boolean,
): readonly SessionEffect[] {
  const effects: SessionEffect[] = [];
  if (entry.fromOtherEnvironment === sameDigest)
    effects.push({ kind: 'other-environment', roleId: role.id, is: !sameDigest });
  if (hasCredentials(entry.session) && entry.session.accessKeyId === session.accessKeyId)
    return effects;
  // A session that was assumed with other settings or through another STS endpoint is used until
  // its refresh, but causes no event.
  effects.push({ kind: 'obtain', role, session });
  const { expiration } = session;
  if (sameDigest) effects.push({ kind: 'adopted', role, expiration, isReported });
  return effects;
}

/**
 * Returns the effect `copy-settings` if the role's record or the digest of its settings differs
 * from what this process has in memory.
 */
export function settingsEffects({
  role,
  digest,
  record,
  entry,
}: ObservedRole): readonly SessionEffect[] {
  const kept = record?.kept ?? false;
  const lastUsedAt = record?.assumedAt ?? record?.releasedAt ?? entry.lastUsedAt;
  const isSame = entry.digest === digest && entry.kept === kept && entry.lastUsedAt === lastUsedAt;
  return isSame ? [] : [{ kind: 'copy-settings', roleId: role.id, digest, kept, lastUsedAt }];
}

/** Returns true if the role is on in its record, or if only this process refreshes it. */
export function isKeptNow({ record, entry }: ObservedRole): boolean {
  return isKept({ ...entry, kept: record?.kept ?? false });
}

/** Returns true if settings that affect the session have changed since the last read. */
export function isChanged({ entry, digest }: ObservedRole): boolean {
  return entry.digest !== null && entry.digest !== digest;
}

/**
 * Returns true if another process released the role's session. Also returns true if the role is off
 * and its record no longer has the failure that this process shows.
 */
export function isReleased(seen: ObservedRole): boolean {
  const { record, entry } = seen;
  const releasedAt = record?.releasedAt ?? null;
  const inFile = hasCredentials(entry.session) ? entry.session : null;
  const released =
    inFile !== null && releasedAt !== null && releasedAt >= inFile.assumedAt && !isChanged(seen);
  return released || isGivenUp(entry, seen);
}

function isGivenUp({ session }: SessionEntry, seen: ObservedRole): boolean {
  return session.state === 'failed' && !isKeptNow(seen) && seen.record?.failure === null;
}

/**
 * Returns the effect that updates in memory whether the role is on, as its record says. Is needed
 * if the AWS files cannot be read.
 */
export function keptEffects(
  { roleId, entry, isUnderWay }: ObservedSession,
  record: SessionRecord | null,
): readonly SessionEffect[] {
  const kept = record?.kept ?? false;
  if (isUnderWay || entry.kept === kept) return [];
  const lastUsedAt = record?.assumedAt ?? record?.releasedAt ?? entry.lastUsedAt;
  return [{ kind: 'copy-settings', roleId, digest: null, kept, lastUsedAt }];
}
