import type { AppState } from '../../core/contract/app-state.ts';
import { listedRoles } from '../role-order.ts';
import type { Words } from '../words/words.ts';
import { mfaCodePredicate } from './role-clicks.ts';
import { type FillStep, fillOf } from './fill.ts';
import type { MenuItem } from './menu-item.ts';
import { menuLabel, shortened, withoutAmpersand } from './safe-label.ts';
import { codeSection, foldToFit, roleSections } from './sections.ts';
import { type Summary, summaryOf, type TrayIcon } from './summary.ts';

/**
 * Windows truncates a longer tooltip (NOTIFYICONDATA.szTip: 128 characters with the final zero).
 */
const MAX_TOOLTIP = 127;

export interface TrayView {
  readonly icon: TrayIcon;
  readonly fill: FillStep;
  /** Ms until `fill` increases by one step; null if it does not increase. */
  readonly nextStepInMs: number | null;
  readonly tooltip: string;
  /** `Summary.attention` beside the icon. Null if it is 0, and on other systems than macOS. */
  readonly title: string | null;
  readonly menu: readonly MenuItem[];
}

export interface TrayContext {
  readonly words: Words;
  /** Epoch ms, STS's clock. */
  readonly now: number;
  /** Formats hours and minutes, and the date unless it is today. */
  readonly formatTime: (at: number) => string;
  readonly platform: 'darwin' | 'win32' | 'linux';
  /** The maximum number of lines of a menu, see `menuLines`. */
  readonly maxLines: number;
}

/** Returns the tray for a state. Every role has one line, in the panel's order. */
export function trayView(
  state: AppState,
  { words, now, platform, maxLines, formatTime: formatEachTime }: TrayContext,
): TrayView {
  const formatTime = oncePerMinute(formatEachTime);
  const roles = listedRoles(state.roles, now);
  const summary = summaryOf(state, roles, { words, formatTime });
  const needsMfaCode = mfaCodePredicate(state.roles.map(({ role }) => role));
  return {
    icon: summary.icon,
    ...(summary.icon === 'active' ? fillOf(roles, now) : { fill: 4, nextStepInMs: null }),
    tooltip: shortened(withoutAmpersand(`${words.tray.product} — ${summary.text}`), MAX_TOOLTIP),
    title: platform === 'darwin' && summary.attention > 0 ? String(summary.attention) : null,
    menu: withSeparators(
      foldToFit(
        [
          { items: firstLines(words, summary) },
          ...roleSections(roles, { words, formatTime, needsMfaCode, maxLines }),
          codeSection(state.mfaRequests, { words, maxLines }),
          { items: lastLines(words) },
        ],
        { words, maxLines },
      ),
    ),
  };
}

function firstLines({ tray }: Words, { text, action }: Summary): readonly MenuItem[] {
  return [
    { kind: 'line', id: 'open', label: menuLabel(tray.open), action: { kind: 'open-panel' } },
    { kind: 'line', id: 'summary', label: menuLabel(text), action },
  ];
}

/** Formats each minute once, because formatting a time is the slowest part of a line. */
function oncePerMinute(formatTime: (at: number) => string): (at: number) => string {
  const texts = new Map<number, string>();
  return (at) => {
    const minute = Math.floor(at / 60_000) * 60_000;
    const text = texts.get(minute) ?? formatTime(minute);
    texts.set(minute, text);
    return text;
  };
}

function lastLines({ tray }: Words): readonly MenuItem[] {
  return [
    {
      kind: 'line',
      id: 'settings',
      label: menuLabel(tray.settings),
      action: { kind: 'show', route: { kind: 'settings' } },
    },
    { kind: 'line', id: 'quit', label: menuLabel(tray.quit), action: { kind: 'quit' } },
  ];
}

/** Joins the nonempty groups with separators. */
function withSeparators(groups: readonly (readonly MenuItem[])[]): readonly MenuItem[] {
  const menu: MenuItem[] = [];
  groups.forEach((group, index) => {
    if (group.length === 0) return;
    if (menu.length > 0) menu.push({ kind: 'separator', id: `separator:${index}` });
    menu.push(...group);
  });
  return menu;
}
