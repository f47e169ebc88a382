import type { MfaRequest } from '../../core/mfa/mfa-request.ts';
import { isOff, type ListedRole, type RoleGroup, groupRoles } from '../role-order.ts';
import { needsAttention } from '../role-status.ts';
import type { Words } from '../words/words.ts';
import { type Entry, fold, type FoldContext } from './folded.ts';
import type { MenuItem } from './menu-item.ts';
import { type LineContext, attentionLine, roleActions, switchLine } from './role-lines.ts';
import { menuLabel, safeName } from './safe-label.ts';

/**
 * The maximum number of lines in the menu itself, for each kind of group. If there are more, they
 * go into a submenu.
 */
const MAX_INLINE = { attention: 12, on: 12, pinned: 8, recent: 5, groups: 6, all: 12 } as const;

/** A part of the menu between two separators. It can become a submenu if the menu is too long. */
export interface Section {
  readonly items: readonly MenuItem[];
  /** If absent, the section is already as short as it can be. */
  readonly folded?: () => readonly MenuItem[];
}

/**
 * Returns the sections of roles, the most important first, because `foldToFit` begins with the
 * last.
 */
export function roleSections(
  roles: readonly ListedRole[],
  context: LineContext,
): readonly Section[] {
  const { tray } = context.words;
  const everyGroup = groupRoles(roles);
  const section = (kind: RoleGroup['kind'], folding: Omit<FoldOptions, 'context'>): Section => {
    const ofKind = everyGroup.filter((roleGroup) => roleGroup.kind === kind);
    const entries = ofKind.flatMap((roleGroup) => entriesOf(roleGroup, context));
    const folded = (limit: number) => inlineOrFolded(entries, { ...folding, limit, context });
    return { items: folded(folding.limit), folded: () => folded(Math.min(1, folding.limit)) };
  };
  const groups = everyGroup.filter(({ kind }) => kind === 'group');
  // Roles of the group `rest` are lines of the menu itself only if all roles fit there. Otherwise
  // they are in a submenu.
  const mostOfRest = roles.length <= MAX_INLINE.all ? MAX_INLINE.all : 0;
  const rest = section('rest', { id: 'rest', limit: mostOfRest, label: tray.otherRoles });
  const named = (limit: number): readonly MenuItem[] => groupMenus(groups, limit, context);
  return [
    section('attention', { id: 'needing', limit: MAX_INLINE.attention, label: tray.needingYou }),
    section('on', { id: 'on', limit: MAX_INLINE.on, label: tray.switchedOn }),
    section('pinned', { id: 'pinned', limit: MAX_INLINE.pinned, label: tray.pinned }),
    section('recent', { id: 'recent', limit: MAX_INLINE.recent, label: tray.recent }),
    {
      items: [...named(MAX_INLINE.groups), ...rest.items],
      folded: () => [...named(1), ...(rest.folded?.() ?? [])],
    },
    { items: actionsMenu(roles, context) },
  ];
}

/**
 * Turns sections into submenus, the last ones first, until the menu is short enough. If that is not
 * enough, moves the lines that do not fit into a submenu before the last section.
 */
export function foldToFit(
  sections: readonly Section[],
  { words, maxLines }: FoldContext,
): readonly (readonly MenuItem[])[] {
  const shown = sections.map(({ items }) => items);
  const lines = (): number => {
    const parts = shown.filter((items) => items.length > 0);
    return parts.reduce((sum, items) => sum + items.length, parts.length - 1);
  };
  for (let index = sections.length - 1; index >= 0 && lines() > maxLines; index -= 1) {
    const items = sections[index]?.folded?.();
    if (items !== undefined) shown[index] = items;
  }
  if (lines() <= maxLines) return shown;
  const first = shown.at(0) ?? [];
  const last = shown.at(-1) ?? [];
  const others = shown.slice(1, -1).flat();
  const room = maxLines - first.length - last.length;
  return [[...first, ...shortened(others, room, words), ...last]];
}

/**
 * Returns at most `lines` lines. If there are more items, the last line is a submenu with the rest.
 */
function shortened(
  items: readonly MenuItem[],
  lines: number,
  { tray }: Words,
): readonly MenuItem[] {
  if (items.length <= lines) return items;
  const more = items.slice(lines - 1);
  return [
    ...items.slice(0, lines - 1),
    { kind: 'submenu', id: 'more', label: menuLabel(tray.more), items: more },
  ];
}

function entriesOf({ roles }: RoleGroup, context: LineContext): readonly Entry[] {
  return roles.map((role) => {
    const { name, status } = role;
    const item = needsAttention(status)
      ? attentionLine(role, status, context)
      : switchLine(role, context);
    return { name, item };
  });
}

interface FoldOptions {
  readonly id: string;
  /** The maximum number of entries in the menu itself. */
  readonly limit: number;
  readonly label: (count: number) => string;
  readonly context: LineContext;
}

/** Puts up to `limit` entries into the menu itself, and more than that into a submenu. */
function inlineOrFolded(
  entries: readonly Entry[],
  { id, limit, label, context }: FoldOptions,
): readonly MenuItem[] {
  if (entries.length <= limit) return entries.map(({ item }) => item);
  const items = fold(entries, id, context);
  return [{ kind: 'submenu', id, label: menuLabel(label(entries.length)), items }];
}

/** Returns one submenu per group. If there are many groups, their submenus are in one submenu. */
function groupMenus(
  groups: readonly RoleGroup[],
  limit: number,
  context: LineContext,
): readonly MenuItem[] {
  const { tray } = context.words;
  const entries = groups.map((roleGroup): Entry => {
    const id = `group:${roleGroup.group ?? ''}`;
    const name = safeName(roleGroup.group ?? '', tray.otherGroup);
    const label = menuLabel(tray.group({ name, count: roleGroup.roles.length }));
    return {
      name,
      item: {
        kind: 'submenu',
        id,
        label,
        items: fold(entriesOf(roleGroup, context), id, context),
      },
    };
  });
  return inlineOrFolded(entries, {
    id: 'groups',
    limit,
    label: tray.groups,
    context,
  });
}

/**
 * Returns the submenu of actions. Omits roles that are off, because they have nothing to refresh,
 * copy or open.
 */
function actionsMenu(roles: readonly ListedRole[], context: LineContext): readonly MenuItem[] {
  const { tray } = context.words;
  const entries = roles
    .filter((role) => !isOff(role))
    .map((role) => ({ name: role.name, item: roleActions(role, context) }));
  if (entries.length === 0) return [];
  const items = fold(entries, 'actions', context);
  return [{ kind: 'submenu', id: 'actions', label: menuLabel(tray.roleActions), items }];
}

/** Returns the requests for an MFA code, with one line for each request or as one submenu. */
export function codeSection(requests: readonly MfaRequest[], context: FoldContext): Section {
  const { words } = context;
  const entries = requests.map((request): Entry => {
    const item = mfaLine(request, words);
    return { name: safeName(request.sourceProfile, request.id), item };
  });
  const { codesNeeded } = words.tray;
  return {
    items: entries.map(({ item }) => item),
    folded: () =>
      entries.length < 2
        ? entries.map(({ item }) => item)
        : [
            {
              kind: 'submenu',
              id: 'codes',
              label: menuLabel(codesNeeded(entries.length)),
              items: fold(entries, 'codes', context),
            },
          ],
  };
}

function mfaLine({ id, sourceProfile, serial }: MfaRequest, words: Words): MenuItem {
  const device = safeName(serial.slice(serial.lastIndexOf('/') + 1), id);
  return {
    kind: 'line',
    id: `mfa:${id}`,
    label: menuLabel(words.tray.mfaRequest({ sourceProfile: safeName(sourceProfile, id), device })),
    action: { kind: 'show', route: { kind: 'mfa', mfaRequestId: id } },
  };
}
