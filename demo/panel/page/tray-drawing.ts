import type { Action } from '../../../src/core/contract/action.ts';
import type { AppState } from '../../../src/core/contract/app-state.ts';
import { trayView } from '../../../src/views/tray/tray-view.ts';
import type { Click, MenuItem } from '../../../src/views/tray/menu-item.ts';
import { timeLocale, wordsFor } from '../../../src/views/words/languages.ts';

/** Draws the tray's icon and menu from the same view that the application uses. */
export function drawTray(
  into: HTMLElement,
  state: AppState,
  perform: (action: Action) => void,
): void {
  const words = wordsFor(state.preferences.language, navigator.language);
  const time = new Intl.DateTimeFormat(timeLocale(words, navigator.language), {
    timeStyle: 'short',
  });
  const view = trayView(state, {
    words,
    now: Date.now() + state.clockOffsetMs,
    formatTime: (at) => time.format(at),
    platform: 'linux',
    maxLines: 20,
  });
  const bar = element('div', 'tray-bar');
  const icon = element('span', `tray-icon ${view.icon} fill-${view.fill}`);
  icon.title = view.tooltip;
  bar.append(icon, element('span', 'tray-clock', time.format(Date.now())));
  const opened = new Set([...into.querySelectorAll('details[open]')].map(({ id }) => id));
  into.replaceChildren(bar, menuOf(view.menu, perform, opened));
}

function menuOf(
  items: readonly MenuItem[],
  perform: (action: Action) => void,
  opened: ReadonlySet<string>,
): HTMLElement {
  const menu = element('ul', 'tray-menu');
  menu.append(...items.map((item) => lineOf(item, perform, opened)));
  return menu;
}

function lineOf(
  item: MenuItem,
  perform: (action: Action) => void,
  opened: ReadonlySet<string>,
): HTMLElement {
  const line = element('li');
  switch (item.kind) {
    case 'separator':
      line.append(element('hr'));
      break;
    case 'submenu': {
      const details = document.createElement('details');
      details.id = `tray-${item.id}`;
      details.open = opened.has(details.id);
      details.append(
        element('summary', '', plain(item.label)),
        menuOf(item.items, perform, opened),
      );
      line.append(details);
      break;
    }
    case 'line':
    case 'checkbox': {
      const button = document.createElement('button');
      button.type = 'button';
      const isChecked = item.kind === 'checkbox' && item.checked;
      button.append(
        element('span', 'tick', isChecked ? '✓' : ''),
        element('span', '', plain(item.label)),
      );
      if (item.kind === 'checkbox') button.setAttribute('aria-pressed', String(isChecked));
      const click = item.action === null ? null : clickOf(item.action, perform);
      button.disabled = click === null;
      if (click !== null) button.addEventListener('click', click);
      line.append(button);
    }
  }
  return line;
}

/** Returns null if only the application can perform the click. */
function clickOf(click: Click, perform: (action: Action) => void): (() => void) | null {
  switch (click.kind) {
    case 'open-panel':
      return () => perform({ kind: 'show', route: { kind: 'roles' } });
    case 'quit':
    case 'copy-environment':
    case 'open-console':
      return null;
    case 'question':
      return () => {
        if (window.confirm(`${click.ask.title}\n\n${click.ask.detail}`)) perform(click.then);
      };
    default:
      return () => perform(click);
  }
}

/**
 * Replaces `&&` in a label with `&`. Labels double each `&`, because some systems read a single `&`
 * as the mark of a keyboard shortcut.
 */
function plain(label: string): string {
  return label.replaceAll('&&', '&');
}

function element(name: string, className = '', text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}
