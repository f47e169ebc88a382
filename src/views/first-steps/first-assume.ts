import type { AppState } from '../../core/contract/app-state.ts';
import type { ActivityEntry } from '../../core/activity-entry.ts';
import { hasCredentials } from '../../core/sessions/session.ts';

/** Returns the IDs of roles that have a session now and had none before. */
export function newlyAssumed(before: AppState, now: AppState): readonly string[] {
  const assumedBefore = new Set(activeRoleIds(before));
  return activeRoleIds(now).filter((roleId) => !assumedBefore.has(roleId));
}

/**
 * True if the role has exactly one successful assume and only failures besides it. `entries` are
 * the newest entries of the role.
 */
export function isFirstAssume(entries: readonly ActivityEntry[]): boolean {
  const done = entries.filter(({ event }) => event !== 'failed');
  return done.length === 1 && done[0]?.event === 'assumed';
}

function activeRoleIds({ roles }: AppState): readonly string[] {
  return roles.filter(({ session }) => hasCredentials(session)).map(({ role }) => role.id);
}
