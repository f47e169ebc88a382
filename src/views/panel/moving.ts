import type { AppState } from '../../core/contract/app-state.ts';
import type { ListedRole } from '../role-order.ts';

/** A pinned role. It can change places with the other pinned roles of its group in the list. */
export interface PinnedRole {
  readonly id: string;
  /** The ID of the next role in the settings; null if it is the last one. */
  readonly next: string | null;
}

/** The move of a pinned role to another place in its group. */
export interface Move {
  readonly kind: 'move';
  readonly roleId: string;
  /** The ID of the role before which it goes in the settings; null if it goes to the end. */
  readonly before: string | null;
  /** The new position in the group. The first position is 1. */
  readonly position: number;
  /** The number of pinned roles in the group. */
  readonly count: number;
}

/** Returns the pinned roles of a group in their order, including those that are not shown yet. */
export function pinnedRolesOf(
  roles: readonly ListedRole[],
  { roles: settings }: AppState,
): readonly PinnedRole[] {
  return roles
    .filter(({ view }) => view.role.pinned === true)
    .map(({ view, settingsIndex }) => ({
      id: view.role.id,
      next: settings[settingsIndex + 1]?.role.id ?? null,
    }));
}

/**
 * Returns the move of a role to the place of another role. Returns null if one of them cannot be
 * moved.
 */
export function moveOnto(
  pinnedRoles: readonly PinnedRole[],
  roleId: string,
  onto: string | undefined,
): Move | null {
  const from = pinnedRoles.findIndex(({ id }) => id === roleId);
  const to = pinnedRoles.findIndex(({ id }) => id === onto);
  const target = pinnedRoles[to];
  if (from === -1 || target === undefined || from === to) return null;
  const before = from < to ? target.next : target.id;
  return { kind: 'move', roleId, before, position: to + 1, count: pinnedRoles.length };
}
