import type { AppState, MfaRequest, RoleView } from '../../core/app-state.ts';
import { needsSomeone, standingOf } from '../role-standing.ts';
import type { Words } from '../words/words.ts';
import { codeCostOf } from './asked-action.ts';
import { type Entry, folded } from './folded.ts';
import type { MenuItem } from './menu-item.ts';
import { type LineSurroundings, needyLine, roleActions, switchLine, type TrayRole } from './role-lines.ts';
import { menuLabel, safeName, shortened } from './safe-label.ts';
import { summaryOf, type TrayIcon } from './summary.ts';

/** So many lines of one group stand in the menu itself; more go into a submenu. */
const MOST_INLINE = 12;
/** Windows cuts a tooltip here (NOTIFYICONDATA.szTip: 128 characters with the closing zero). */
const MOST_TOOLTIP = 127;

/** All that the tray shows. */
export interface TrayView {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  /** Beside the icon, on macOS alone: how many need someone. */
  readonly title: string | null;
  readonly menu: readonly MenuItem[];
}

export interface TraySurface {
  readonly words: Words;
  /** Epoch ms on the corrected clock. */
  readonly now: number;
  /** Hours and minutes, never seconds; with the day where it is not today. */
  readonly formatTime: (at: number) => string;
  readonly platform: 'darwin' | 'win32' | 'linux';
}

/** The tray as a function of the state. Every role has one line: with those that need someone, with those that are on, or with the rest. */
export function trayView(state: AppState, { words, now, platform, ...surface }: TraySurface): TrayView {
  const formatTime = oncePerMinute(surface.formatTime);
  const roles = inOrder(state.roles, now);
  const summary = summaryOf(state, roles, { words, formatTime });
  return {
    icon: summary.icon,
    tooltip: shortened(`${words.tray.product} — ${summary.text}`, MOST_TOOLTIP),
    title: platform === 'darwin' && summary.needy > 0 ? String(summary.needy) : null,
    menu: separated([
      [
        { kind: 'line', id: 'open', label: menuLabel(words.tray.open), action: { command: 'open-panel' } },
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
          action: { show: { view: 'settings' } },
        },
        { kind: 'line', id: 'quit', label: menuLabel(words.tray.quit), action: { command: 'quit' } },
      ],
    ]),
  };
}

/** Hundreds of sessions end within the same hour, and wording a time costs more than the rest of a line. */
function oncePerMinute(formatTime: (at: number) => string): (at: number) => string {
  const worded = new Map<number, string>();
  return (at) => {
    const minute = Math.floor(at / 60_000) * 60_000;
    const text = worded.get(minute) ?? formatTime(minute);
    worded.set(minute, text);
    return text;
  };
}

function inOrder(views: readonly RoleView[], now: number): readonly TrayRole[] {
  return views
    .map((view) => {
      const name = safeName(view.role.name, view.role.id);
      return { key: name.toLowerCase(), trayRole: { view, name, standing: standingOf(view, now) } };
    })
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ trayRole }) => trayRole);
}

function roleGroups(roles: readonly TrayRole[], surroundings: LineSurroundings): readonly (readonly MenuItem[])[] {
  const { tray } = surroundings.words;
  const needy: Entry[] = [];
  const on: Entry[] = [];
  const rest: Entry[] = [];
  const actions: Entry[] = [];
  for (const trayRole of roles) {
    const { name, standing, view } = trayRole;
    const isOff = standing.is === 'off' && !view.kept;
    if (needsSomeone(standing)) needy.push({ name, item: needyLine(trayRole, standing, surroundings) });
    else (isOff ? rest : on).push({ name, item: switchLine(trayRole, surroundings) });
    // Of a role that is off there is nothing to refresh, copy or open.
    if (!isOff) actions.push({ name, item: roleActions(trayRole, surroundings) });
  }
  const group = (entries: readonly Entry[], id: string, label: (count: number) => string): readonly MenuItem[] => {
    if (entries.length <= MOST_INLINE) return entries.map(({ item }) => item);
    return [{ kind: 'submenu', id, label: menuLabel(label(entries.length)), items: folded(entries, id, tray.chunk) }];
  };
  const actionsMenu: readonly MenuItem[] =
    actions.length === 0
      ? []
      : [
          {
            kind: 'submenu',
            id: 'actions',
            label: menuLabel(tray.roleActions),
            items: folded(actions, 'actions', tray.chunk),
          },
        ];
  return [
    group(needy, 'needing', tray.needingYou),
    group(on, 'on', tray.switchedOn),
    group(rest, 'rest', tray.otherRoles),
    actionsMenu,
  ];
}

function mfaLine({ id, sourceProfile, serial }: MfaRequest, words: Words): MenuItem {
  const device = safeName(serial.slice(serial.lastIndexOf('/') + 1), id);
  return {
    kind: 'line',
    id: `mfa:${id}`,
    label: menuLabel(words.tray.mfaRequest({ sourceProfile: safeName(sourceProfile, id), device })),
    action: { show: { view: 'mfa', requestId: id } },
  };
}

/** Groups with a separator between them, and none around an empty one. */
function separated(groups: readonly (readonly MenuItem[])[]): readonly MenuItem[] {
  const menu: MenuItem[] = [];
  groups.forEach((group, place) => {
    if (group.length === 0) return;
    if (menu.length > 0) menu.push({ kind: 'separator', id: `separator:${place}` });
    menu.push(...group);
  });
  return menu;
}
