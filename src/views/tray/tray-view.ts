import type { AppState } from '../../core/contract/app-state.ts';
import type { MfaRequest } from '../../core/mfa/mfa-request.ts';
import { isOff, type ListedRole, listedRoles, type RoleGroup, groupRoles } from '../role-order.ts';
import { needsAttention } from '../role-status.ts';
import type { Words } from '../words/words.ts';
import { codeCostOf } from './asked-action.ts';
import { type FillStep, fillOf } from './fill.ts';
import { type Entry, fold } from './folded.ts';
import type { MenuItem } from './menu-item.ts';
import { type LineContext, attentionLine, roleActions, switchLine } from './role-lines.ts';
import { menuLabel, safeName, shortened } from './safe-label.ts';
import { summaryOf, type TrayIcon } from './summary.ts';

/** The maximum number of lines of each kind in the menu itself; more go into a submenu. */
const MOST_INLINE = { attention: 12, on: 12, pinned: 8, recent: 5, groups: 6, all: 12 } as const;
/**
 * Windows truncates a longer tooltip (NOTIFYICONDATA.szTip: 128 characters with the final zero).
 */
const MOST_TOOLTIP = 127;

export interface TrayView {
  readonly icon: TrayIcon;
  readonly fill: FillStep;
  /** Ms until the icon fills by one step if nothing else changes; null if it does not. */
  readonly fillsInMs: number | null;
  readonly tooltip: string;
  /** macOS only, beside the icon: how many roles and problems need attention. */
  readonly title: string | null;
  readonly menu: readonly MenuItem[];
}

export interface TraySurface {
  readonly words: Words;
  /** Epoch ms on the corrected clock. */
  readonly now: number;
  /** Hours and minutes without seconds; with the date unless it is today. */
  readonly formatTime: (at: number) => string;
  readonly platform: 'darwin' | 'win32' | 'linux';
}

/** The tray as a function of the state. Every role has one line, in the panel's order. */
export function trayView(
  state: AppState,
  { words, now, platform, ...surface }: TraySurface,
): TrayView {
  const formatTime = oncePerMinute(surface.formatTime);
  const roles = listedRoles(state.roles, now);
  const summary = summaryOf(state, roles, { words, formatTime });
  return {
    icon: summary.icon,
    ...(summary.icon === 'active' ? fillOf(roles, now) : { fill: 4, fillsInMs: null }),
    tooltip: shortened(`${words.tray.product} — ${summary.text}`, MOST_TOOLTIP),
    title: platform === 'darwin' && summary.attention > 0 ? String(summary.attention) : null,
    menu: withSeparators([
      [
        {
          kind: 'line',
          id: 'open',
          label: menuLabel(words.tray.open),
          action: { kind: 'open-panel' },
        },
        { kind: 'line', id: 'summary', label: menuLabel(summary.text), action: summary.action },
      ],
      ...roleGroups(roles, {
        words,
        formatTime,
        costsCode: codeCostOf(state.roles.map(({ role }) => role)),
      }),
      state.mfaRequests.map((request) => mfaLine(request, words)),
      [
        {
          kind: 'line',
          id: 'settings',
          label: menuLabel(words.tray.settings),
          action: { kind: 'show', route: { kind: 'settings' } },
        },
        {
          kind: 'line',
          id: 'quit',
          label: menuLabel(words.tray.quit),
          action: { kind: 'quit' },
        },
      ],
    ]),
  };
}

/**
 * Hundreds of sessions can end in the same hour, and formatting a time is the slowest part of a
 * line.
 */
function oncePerMinute(formatTime: (at: number) => string): (at: number) => string {
  const worded = new Map<number, string>();
  return (at) => {
    const minute = Math.floor(at / 60_000) * 60_000;
    const text = worded.get(minute) ?? formatTime(minute);
    worded.set(minute, text);
    return text;
  };
}

function roleGroups(
  roles: readonly ListedRole[],
  context: LineContext,
): readonly (readonly MenuItem[])[] {
  const { tray } = context.words;
  const everyGroup = groupRoles(roles);
  const inMenu = (
    place: RoleGroup['kind'],
    folding: Omit<Folding, 'context'>,
  ): readonly MenuItem[] => {
    const there = everyGroup.filter((roleGroup) => roleGroup.kind === place);
    const entries = there.flatMap((roleGroup) => entriesOf(roleGroup, context));
    return inlineOrFolded(entries, { ...folding, context });
  };
  const groups = everyGroup.filter(({ kind: place }) => place === 'group');
  // Roles that are only off are in the menu itself if all roles fit there.
  const mostOfRest = roles.length <= MOST_INLINE.all ? MOST_INLINE.all : 0;
  return [
    inMenu('attention', { id: 'needing', most: MOST_INLINE.attention, label: tray.needingYou }),
    inMenu('on', { id: 'on', most: MOST_INLINE.on, label: tray.switchedOn }),
    inMenu('pinned', { id: 'pinned', most: MOST_INLINE.pinned, label: tray.pinned }),
    inMenu('recent', { id: 'recent', most: MOST_INLINE.recent, label: tray.recent }),
    [
      ...groupMenus(groups, context),
      ...inMenu('rest', { id: 'rest', most: mostOfRest, label: tray.otherRoles }),
    ],
    actionsMenu(roles, context),
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

interface Folding {
  readonly id: string;
  /** The maximum number of entries in the menu itself. */
  readonly most: number;
  readonly label: (count: number) => string;
  readonly context: LineContext;
}

/** Puts a few entries into the menu itself, and many into a submenu. */
function inlineOrFolded(
  entries: readonly Entry[],
  { id, most, label, context }: Folding,
): readonly MenuItem[] {
  if (entries.length <= most) return entries.map(({ item }) => item);
  const items = fold(entries, id, context.words.tray.chunk);
  return [{ kind: 'submenu', id, label: menuLabel(label(entries.length)), items }];
}

/** One submenu per group. */
function groupMenus(groups: readonly RoleGroup[], context: LineContext): readonly MenuItem[] {
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
        items: fold(entriesOf(roleGroup, context), id, tray.chunk),
      },
    };
  });
  return inlineOrFolded(entries, {
    id: 'groups',
    most: MOST_INLINE.groups,
    label: tray.groups,
    context,
  });
}

/** A role that is off has nothing to refresh, copy or open. */
function actionsMenu(roles: readonly ListedRole[], context: LineContext): readonly MenuItem[] {
  const { tray } = context.words;
  const entries = roles
    .filter((role) => !isOff(role))
    .map((role) => ({ name: role.name, item: roleActions(role, context) }));
  if (entries.length === 0) return [];
  const items = fold(entries, 'actions', tray.chunk);
  return [{ kind: 'submenu', id: 'actions', label: menuLabel(tray.roleActions), items }];
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

/** Joins the nonempty groups with separators. */
function withSeparators(groups: readonly (readonly MenuItem[])[]): readonly MenuItem[] {
  const menu: MenuItem[] = [];
  groups.forEach((group, place) => {
    if (group.length === 0) return;
    if (menu.length > 0) menu.push({ kind: 'separator', id: `separator:${place}` });
    menu.push(...group);
  });
  return menu;
}
