import type { RoleView } from '../core/contract/app-state.ts';
import { nameOrder } from '../core/name-order.ts';
import { needsAttention, roleStatusOf, type RoleStatus } from './role-status.ts';
import { safeName } from './tray/safe-label.ts';

/** A role as lists and menus show it. */
export interface ListedRole {
  readonly view: RoleView;
  /**
   * The role's name, made safe by `displaySafe`, or the role's ID if nothing of the name is left.
   */
  readonly name: string;
  readonly status: RoleStatus;
  /** The index of the role in the settings. */
  readonly settingsIndex: number;
}

/**
 * The group of the list that a role belongs to. `rest` is for roles that are off, not pinned and in
 * no named group.
 */
export type GroupKind = 'attention' | 'on' | 'pinned' | 'recent' | 'group' | 'rest';

/** A group of at least one role under one heading. */
export interface RoleGroup {
  readonly kind: GroupKind;
  /** The group's name as the user entered it; null for other kinds. */
  readonly group: string | null;
  readonly roles: readonly ListedRole[];
}

const MAX_RECENT = 5;
/** With at most this many roles, the list has no group of recently used roles. */
const MAX_WITHOUT_RECENT = 8;

/** Returns all roles, sorted by name. `now` is epoch ms, STS's clock. */
export function listedRoles(views: readonly RoleView[], now: number): readonly ListedRole[] {
  const compare = nameOrder();
  return views
    .map((view, settingsIndex) => {
      const name = safeName(view.role.name, view.role.id);
      return { view, name, status: roleStatusOf(view, now), settingsIndex };
    })
    .toSorted((one, other) => compare(one.name, other.name));
}

/**
 * Returns the groups in the order of panel and tray: roles that need attention, switched on,
 * pinned, recently used (newest first, only with many roles), named groups, all others. Each role
 * is in one group.
 */
export function groupRoles(roles: readonly ListedRole[]): readonly RoleGroup[] {
  const recent = roles.length > MAX_WITHOUT_RECENT ? recentlyUsed(roles) : [];
  const placed = new Set(recent);
  const byKind: Record<Exclude<GroupKind, 'group' | 'recent'>, ListedRole[]> = {
    attention: [],
    on: [],
    pinned: [],
    rest: [],
  };
  const groups = new Map<string, ListedRole[]>();
  for (const role of roles) {
    if (placed.has(role)) continue;
    const kind = kindOf(role);
    if (kind !== 'group') {
      byKind[kind].push(role);
      continue;
    }
    const { group = '' } = role.view.role;
    const others = groups.get(group);
    if (others === undefined) groups.set(group, [role]);
    else others.push(role);
  }
  const { attention, on, pinned, rest } = byKind;
  for (const group of [attention, on, pinned]) group.sort(byPin);
  const compareNames = nameOrder();
  return [
    { kind: 'attention' as const, group: null, roles: attention },
    { kind: 'on' as const, group: null, roles: on },
    { kind: 'pinned' as const, group: null, roles: pinned },
    { kind: 'recent' as const, group: null, roles: recent },
    ...[...groups]
      .toSorted(([one], [other]) => compareNames(one, other))
      .map(([group, members]) => ({ kind: 'group' as const, group, roles: members })),
    { kind: 'rest' as const, group: null, roles: rest },
  ].filter((group) => group.roles.length > 0);
}

export function isOff({ status, view }: ListedRole): boolean {
  return status.kind === 'off' && !view.kept;
}

/** Returns the kind of a role's group. Never returns `recent`, which depends on the other roles. */
function kindOf(role: ListedRole): Exclude<GroupKind, 'recent'> {
  const { status, view } = role;
  if (needsAttention(status)) return 'attention';
  if (!isOff(role)) return 'on';
  if (view.role.pinned === true) return 'pinned';
  return view.role.group === undefined ? 'rest' : 'group';
}

function recentlyUsed(roles: readonly ListedRole[]): readonly ListedRole[] {
  return roles
    .filter(
      (role) => role.view.lastUsedAt !== null && isOff(role) && role.view.role.pinned !== true,
    )
    .sort((one, other) => (other.view.lastUsedAt ?? 0) - (one.view.lastUsedAt ?? 0))
    .slice(0, MAX_RECENT);
}

/**
 * Compares two roles: pinned ones come first, in the order of the settings, and the others keep
 * their order.
 */
function byPin(one: ListedRole, other: ListedRole): number {
  const [isPinned, isOtherPinned] = [one, other].map(({ view }) => view.role.pinned === true);
  if (isPinned && isOtherPinned) return one.settingsIndex - other.settingsIndex;
  return Number(isOtherPinned) - Number(isPinned);
}
