import type { SectionState } from '../credentials-file/section-state.ts';
import type { SessionRecord } from '../ports/records.ts';
import type { SeenRole, SeenSession } from './observe.ts';
import type { SessionEffect } from './session-effect.ts';
import { isKept, type SessionEntry } from './session-store.ts';
import { hasCredentials } from './session.ts';

/** Shows a role in a process that keeps nothing. Changes neither file nor records. */
export function showRole(seen: SeenRole): readonly SessionEffect[] {
  if (seen.isUnderWay) return [];
  const { role, record } = seen;
  const failure = record?.failure ?? null;
  const failed =
    failure === null ? [] : [{ kind: 'show-failure', roleId: role.id, failure } as const];
  return [...copiedSettings(seen), ...shownEffects(seen), ...failed];
}

function shownEffects(seen: SeenRole): readonly SessionEffect[] {
  const { role, state } = seen;
  switch (state.kind) {
    case 'valid':
      return showSession(seen, state, false);
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
 * Shows a session of the file. `isReported`: true in a process that keeps the role, which reports
 * adopted sessions.
 */
export function showSession(
  { role, entry }: SeenRole,
  { session, sameDigest }: Extract<SectionState, { kind: 'valid' }>,
  isReported: boolean,
): readonly SessionEffect[] {
  const effects: SessionEffect[] = [];
  if (entry.fromOtherEnvironment === sameDigest)
    effects.push({ kind: 'other-environment', roleId: role.id, is: !sameDigest });
  if (hasCredentials(entry.session) && entry.session.accessKeyId === session.accessKeyId)
    return effects;
  // A session of another environment is shown and used until its refresh, and not adopted.
  effects.push({ kind: 'obtain', role, session });
  const { expiration } = session;
  if (sameDigest) effects.push({ kind: 'adopted', role, expiration, isReported });
  return effects;
}

/** Returns the effects that copy the switches from the record and the digest from the settings. */
export function copiedSettings({
  role,
  digest,
  record,
  entry,
}: SeenRole): readonly SessionEffect[] {
  const kept = record?.kept ?? false;
  const lastUsedAt = record?.assumedAt ?? record?.releasedAt ?? entry.lastUsedAt;
  const isSame = entry.digest === digest && entry.kept === kept && entry.lastUsedAt === lastUsedAt;
  return isSame ? [] : [{ kind: 'copy-settings', roleId: role.id, digest, kept, lastUsedAt }];
}

/** True if the record says that the role is on, or if this process alone keeps it. */
export function isKeptNow({ record, entry }: SeenRole): boolean {
  return isKept({ ...entry, kept: record?.kept ?? false });
}

/** True if the settings that decide the session have changed since the last read. */
export function isChanged({ entry, digest }: SeenRole): boolean {
  return entry.digest !== null && entry.digest !== digest;
}

/** True if another process released the role, or gave up a failed one. */
export function isReleased(seen: SeenRole): boolean {
  const { record, entry } = seen;
  const releasedAt = record?.releasedAt ?? null;
  const held = hasCredentials(entry.session) ? entry.session : null;
  const released =
    held !== null && releasedAt !== null && releasedAt >= held.assumedAt && !isChanged(seen);
  return released || isGivenUp(entry, seen);
}

function isGivenUp({ session }: SessionEntry, seen: SeenRole): boolean {
  return session.state === 'failed' && !isKeptNow(seen) && seen.record?.failure === null;
}

/** If AWS tools cannot read the files, only the record says whether a role is kept. */
export function keptByRecord(
  { roleId, entry, isUnderWay }: SeenSession,
  record: SessionRecord | null,
): readonly SessionEffect[] {
  const kept = record?.kept ?? false;
  if (isUnderWay || entry.kept === kept) return [];
  const lastUsedAt = record?.assumedAt ?? record?.releasedAt ?? entry.lastUsedAt;
  return [{ kind: 'copy-settings', roleId, digest: null, kept, lastUsedAt }];
}
