import {
  Menu,
  nativeImage,
  nativeTheme,
  screen,
  Tray,
  type MenuItemConstructorOptions,
} from 'electron';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Preferences } from '../core/settings/preferences.ts';
import type { Click, MenuItem } from '../views/tray/menu-item.ts';
import { menuLines } from '../views/tray/menu-length.ts';
import type { TrayView } from '../views/tray/tray-view.ts';
import { platform } from './platform.ts';
import { isPossibleIconPosition } from './popover-bounds.ts';
import { pictureName, trayGuid, trayIconFile } from './tray-icon.ts';

/**
 * The minimum time between two changes of the menu or the tooltip. On Linux, each change rebuilds
 * the menu over D-Bus and closes an open submenu (Chromium, status_icon_linux_dbus.cc,
 * `UpdateMenuImpl`).
 */
const MIN_GAP_MS = 1000;

/**
 * How long a menu counts as open on Linux after a submenu opened. Linux reports that a submenu
 * opens, but not that the menu opens or that a menu closes (Chromium,
 * components/dbus/menu/menu.cc, `SetModel` and `EventImpl`).
 */
const LINUX_MENU_OPEN_MS = 30_000;

/** The events of `screen` that mean that the displays have changed. Their values are not used. */
const DISPLAY_EVENTS = ['display-added', 'display-removed', 'display-metrics-changed'] as const;

const BOUNDS_QUERY_EVERY_MS = 50;
const MAX_BOUNDS_QUERIES = 20;

export interface TrayDependencies {
  /** Returns the current content of the tray. Its menus have at most `maxLines` lines. */
  readonly view: (maxLines: number) => TrayView;
  readonly iconColour: () => Preferences['trayIcon'];
  readonly click: (click: Click) => void;
  /** Called for a left click, if a left click does not open the menu. */
  readonly toggle: () => void;
  readonly assets: string;
}

/**
 * The tray icon and its menu. The menu offers all actions, because on Linux the desktop decides
 * what a left click does.
 */
export class TrayPresence {
  readonly #tray: Tray;
  readonly #dependencies: TrayDependencies;
  /**
   * The menu as it is shown. Null after a click, because the system may have changed a checkmark.
   */
  #shown: string | null = null;
  /** The tooltip and the title as they are shown. */
  #text: string | null = null;
  #picture: string;
  /** The file of the icon that is shown. */
  #file: string;
  #open = false;
  /** On Linux, the timer after which the menu no longer counts as open. */
  #closing: NodeJS.Timeout | null = null;
  #setAt = 0;
  #timer: NodeJS.Timeout | null = null;
  /** Updates the menu, because the heights of the displays limit how many lines it can have. */
  readonly #onDisplays = (): void => this.onChange();
  /** The timer that updates the icon when it fills by one more step. */
  #filling: NodeJS.Timeout | null = null;

  constructor(dependencies: TrayDependencies) {
    this.#dependencies = dependencies;
    this.#picture = pictureName(this.#view());
    this.#file = this.#iconFile();
    this.#tray =
      platform.system === 'linux'
        ? new Tray(this.#image())
        : new Tray(this.#image(), trayGuid(platform.system, platform.execPath));
    // On macOS, a click event also occurs when the menu opens. On Linux, it occurs if the desktop
    // calls `Activate`.
    if (platform.system !== 'darwin') this.#tray.on('click', dependencies.toggle);
    if (platform.system === 'win32') nativeTheme.on('updated', () => this.#redraw());
    for (const event of DISPLAY_EVENTS) screen.on(event as 'display-added', this.#onDisplays);
    this.#update();
  }

  /**
   * Returns the icon's position, or null if the system does not report it yet or never reports it.
   */
  bounds(): Electron.Rectangle | null {
    if (platform.system === 'linux') return null;
    const bounds = this.#tray.getBounds();
    const screens = screen.getAllDisplays().map((display) => display.bounds);
    return isPossibleIconPosition(platform.system, bounds, screens) ? bounds : null;
  }

  /**
   * Resolves when the system reports the icon's position, but after a second at the latest. The
   * position of a new icon is wrong for about 500 ms (electron#35984), and on Windows sometimes for
   * longer (electron#17852).
   */
  async untilPlaced(): Promise<void> {
    if (platform.system === 'linux') return;
    for (let attempt = 0; attempt < MAX_BOUNDS_QUERIES && this.bounds() === null; attempt += 1)
      await delay(BOUNDS_QUERY_EVERY_MS);
  }

  /**
   * Updates the icon, and at most once a second also the menu and the tooltip. While the menu
   * counts as open, updates only the icon.
   */
  onChange(): void {
    this.#timer ??= setTimeout(
      () => this.#update(),
      Math.max(0, this.#setAt + MIN_GAP_MS - Date.now()),
    );
  }

  destroy(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#filling !== null) clearTimeout(this.#filling);
    if (this.#closing !== null) clearTimeout(this.#closing);
    for (const event of DISPLAY_EVENTS) screen.off(event as 'display-added', this.#onDisplays);
    this.#tray.destroy();
  }

  #view(): TrayView {
    const heights = screen.getAllDisplays().map(({ workArea }) => workArea.height);
    return this.#dependencies.view(menuLines(heights));
  }

  #update(): void {
    this.#timer = null;
    const view = this.#view();
    this.#draw(view);
    // On macOS, setting a new menu would close the open menu.
    if (this.#open) return;
    this.#setTexts(view);
    const items = JSON.stringify(view.menu);
    if (items === this.#shown) return;
    this.#shown = items;
    this.#setAt = Date.now();
    const menu = Menu.buildFromTemplate(view.menu.map((item) => this.#template(item)));
    this.#watchMenu(menu);
    this.#tray.setContextMenu(menu);
  }

  #setTexts({ tooltip, title }: TrayView): void {
    const text = JSON.stringify({ tooltip, title });
    if (text === this.#text) return;
    this.#text = text;
    this.#setAt = Date.now();
    this.#tray.setToolTip(tooltip);
    if (platform.system === 'darwin') this.#tray.setTitle(title ?? '');
  }

  /** Observes when the menu and its submenus open and close. */
  #watchMenu(menu: Electron.Menu): void {
    menu.on('menu-will-show', () => this.#onMenuOpen());
    menu.on('menu-will-close', () => this.#onMenuClose());
    if (platform.system !== 'linux') return;
    for (const submenu of submenusOf(menu)) submenu.on('menu-will-show', () => this.#onMenuOpen());
  }

  #onMenuOpen(): void {
    this.#open = true;
    if (platform.system !== 'linux') return;
    if (this.#closing !== null) clearTimeout(this.#closing);
    this.#closing = setTimeout(() => this.#onMenuClose(), LINUX_MENU_OPEN_MS);
  }

  #onMenuClose(): void {
    this.#open = false;
    if (this.#closing !== null) clearTimeout(this.#closing);
    this.onChange();
  }

  #draw(view: TrayView): void {
    if (this.#filling !== null) clearTimeout(this.#filling);
    this.#filling =
      view.nextStepInMs === null ? null : setTimeout(() => this.onChange(), view.nextStepInMs);
    this.#picture = pictureName(view);
    this.#redraw();
  }

  #redraw(): void {
    const file = this.#iconFile();
    if (file === this.#file) return;
    this.#file = file;
    this.#tray.setImage(this.#image());
  }

  #template(item: MenuItem): MenuItemConstructorOptions {
    const { id } = item;
    switch (item.kind) {
      case 'separator':
        return { id, type: 'separator' };
      case 'submenu':
        return { id, label: item.label, submenu: item.items.map((each) => this.#template(each)) };
      case 'line':
        return {
          id,
          label: item.label,
          enabled: item.action !== null,
          click: () => this.#onLineClick(item.action),
        };
      case 'checkbox':
        return {
          id,
          type: 'checkbox',
          label: item.label,
          checked: item.checked,
          click: () => this.#onLineClick(item.action),
        };
    }
  }

  #onLineClick(action: Click | null): void {
    // The system has already changed the checkmark of the clicked line, so the menu is set again
    // from the state.
    this.#shown = null;
    // Linux does not report that the click closed the menu.
    if (platform.system === 'linux') this.#onMenuClose();
    else this.onChange();
    if (action !== null) this.#dependencies.click(action);
  }

  #iconFile(): string {
    const dark =
      platform.system === 'win32' && nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    const file = trayIconFile(
      this.#picture,
      platform.system,
      dark,
      this.#dependencies.iconColour(),
    );
    return join(this.#dependencies.assets, file);
  }

  #image(): Electron.NativeImage {
    return nativeImage.createFromPath(this.#file);
  }
}

function submenusOf({ items }: Electron.Menu): readonly Electron.Menu[] {
  return items.flatMap(({ submenu }) =>
    submenu?.items === undefined ? [] : [submenu, ...submenusOf(submenu)],
  );
}
