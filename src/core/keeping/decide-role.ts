import type { SectionState } from '../credentials-file/section-state.ts';
import type { ObservedRole } from '../sessions/observe.ts';
import {
  isChanged,
  isKeptNow,
  isReleased,
  settingsEffects,
  fileSessionEffects,
} from '../sessions/memory-effects.ts';
import { failureOf, hasCredentials } from '../sessions/session.ts';
import type { Effect } from './effect.ts';

/**
 * The time until the file is read again if keys are missing, in ms. A program that rewrites the
 * file in place leaves it incomplete for a moment.
 */
const SECOND_READ_MS = 250;
/**
 * The shortest wait for the second read, in ms. Without this limit, a timer that fires slightly
 * early could cause several reads in a row.
 */
const MIN_WAIT_MS = 20;
/**
 * If keys are missing within this time after a write, in ms, a program probably overwrote them with
 * its old copy of the file.
 */
const VANISHED_SOON_MS = 10_000;
const MAX_REWRITES = 3;

/** The facts from which `decideRole` finds out what to do for one role. */
export interface RoleToDecide extends ObservedRole {
  /** The present time by STS's clock, in epoch ms. */
  readonly now: number;
  readonly monotonic: number;
  /** True if everything was read while this process had the role's lock. */
  readonly isLocked: boolean;
  /**
   * When the keys were first missing, in ms of the monotonic clock; null if they are not missing.
   */
  readonly missingSince: number | null;
}

/**
 * Returns the effects for a role, which depend only on its present state. So an event that is late,
 * repeated or missing does no harm.
 */
export function decideRole(seen: RoleToDecide): readonly Effect[] {
  const { role, isUnderWay, isLocked } = seen;
  const roleId = role.id;
  if (isUnderWay) return [{ kind: 'skip', roleId }];
  const oldTarget = oldTargetOf(seen);
  if (!isLocked && (oldTarget !== null || isLostFromRecord(seen)))
    return [{ kind: 'reconcile-under-lock', roleId }];
  if (oldTarget === null) return [...settingsEffects(seen), ...sectionEffects(seen)];
  const then: readonly Effect[] = [{ kind: 'end-session', roleId }, { kind: 'reconcile' }];
  return [{ kind: 'release-section', roleId, roleName: role.name, profile: oldTarget, then }];
}

function sectionEffects(seen: RoleToDecide): readonly Effect[] {
  const { role, state, record, entry } = seen;
  switch (state.kind) {
    case 'valid':
      return validSessionEffects(seen, state);
    case 'nothing':
    case 'foreign':
      return isReleased(seen) ? [{ kind: 'drop', role }] : assumeEffects(seen);
    case 'old-copy':
      // The file has an older session than the record. The newer session is written again without a
      // notice.
      return writeAgainEffects(seen, entry.issued?.rewrites ?? 0, assumeEffects(seen));
    case 'released':
      return [
        { kind: 'release-old-copy', role },
        { kind: 'drop', role },
      ];
    case 'displaced':
      return [
        { kind: 'forget-session', roleId: role.id, accessKeyId: record?.accessKeyId ?? null },
        { kind: 'drop', role },
      ];
    case 'file-missing':
      return hasCredentials(entry.session) ? [] : assumeEffects(seen);
    case 'removed':
      return removedEffects(seen);
    case 'taken':
      return [{ kind: 'taken', role, holds: state.holds }];
  }
}

function validSessionEffects(
  seen: RoleToDecide,
  state: Extract<SectionState, { kind: 'valid' }>,
): readonly Effect[] {
  const { role, entry } = seen;
  const { session, sameDigest, newer } = state;
  if (isChanged(seen) && !sameDigest && isKeptNow(seen))
    return [{ kind: 'assume', roleId: role.id }];
  const isKnown =
    hasCredentials(entry.session) && entry.session.accessKeyId === session.accessKeyId;
  const mustRecord = !isKnown && newer && sameDigest;
  return [
    ...(mustRecord ? [{ kind: 'record', role, session } as const] : []),
    ...fileSessionEffects(seen, state, isKeptNow(seen)),
  ];
}

/**
 * Returns the effect that assumes a role that is on. Returns none after a failure, because the role
 * then waits for its next attempt.
 */
function assumeEffects(seen: RoleToDecide): readonly Effect[] {
  const mustAssume = isKeptNow(seen) && failureOf(seen.entry.session) === null;
  return mustAssume ? [{ kind: 'assume', roleId: seen.role.id }] : [];
}

/**
 * Returns the effects for missing keys: at first, a second read of the file. If this read confirms
 * that the keys are missing, the role is switched off, or keys that were written only seconds
 * before are written again.
 */
function removedEffects(seen: RoleToDecide): readonly Effect[] {
  const { role, record, entry, monotonic, missingSince } = seen;
  const left = SECOND_READ_MS - (monotonic - (missingSince ?? monotonic));
  if (missingSince === null || left > 0)
    return [
      { kind: 'await-removal', roleId: role.id, afterMs: Math.max(MIN_WAIT_MS, Math.ceil(left)) },
    ];
  const off: Effect = { kind: 'switch-off', role, accessKeyId: record?.accessKeyId ?? null };
  const writtenAt = entry.issued?.writtenAt ?? null;
  const rewrites = (entry.issued?.rewrites ?? 0) + 1;
  const isSoon = writtenAt !== null && monotonic - writtenAt < VANISHED_SOON_MS;
  return isSoon && rewrites <= MAX_REWRITES ? writeAgainEffects(seen, rewrites, [off]) : [off];
}

/**
 * Returns the effect that writes the session again if it is still valid and is both in memory and
 * in the role's record in `state.db`. Otherwise returns `otherwise`.
 */
function writeAgainEffects(
  { role, record, entry, now }: RoleToDecide,
  rewrites: number,
  otherwise: readonly Effect[],
): readonly Effect[] {
  const { accessKeyId, expiration } = entry.issued?.credentials ?? { expiration: 0 };
  const isOurs = accessKeyId !== undefined && accessKeyId === record?.accessKeyId;
  if (!isOurs || now >= expiration) return otherwise;
  return [{ kind: 'write-again', role, generation: record.generation, rewrites, otherwise }];
}

/**
 * Returns the old target profile if the record says that the role's keys are still there; else
 * null.
 */
function oldTargetOf({ role, record }: ObservedRole): string | null {
  const { accessKeyId = null, targetProfile = '' } = record ?? {};
  const isPresent = accessKeyId === null || ['', role.targetProfile].includes(targetProfile);
  return isPresent ? null : targetProfile;
}

/**
 * Returns true if the record has no session, although this process has one for the same settings. A
 * command may be changing the role: it changes the record before it writes the settings.
 */
function isLostFromRecord({ record, entry, digest }: ObservedRole): boolean {
  const isLost = (record?.accessKeyId ?? null) === null;
  return isLost && hasCredentials(entry.session) && entry.digest === digest;
}
