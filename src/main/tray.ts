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
import type { TrayView } from '../views/tray/tray-view.ts';
import { platform } from './platform.ts';
import { isPlausible } from './popover-place.ts';
import { pictureName, trayGuid, trayIconFile } from './tray-icon.ts';

/** Setting a menu rebuilds it over D-Bus on Linux, and closes it if it is open. */
const leastGapMs = 1000;

const lookMs = 50;
const looks = 20;

export interface TraySurroundings {
  readonly view: () => TrayView;
  readonly ink: () => Preferences['trayIcon'];
  readonly click: (click: Click) => void;
  /** A left click, if it does not open the menu. */
  readonly toggle: () => void;
  readonly assets: string;
}

/**
 * The tray icon. Its menu offers everything, because on Linux the desktop decides what a left click
 * does.
 */
export class TrayPresence {
  readonly #tray: Tray;
  readonly #from: TraySurroundings;
  /** The menu as shown; null after a click, which can change a checkmark by itself. */
  #shown: string | null = null;
  #picture: string;
  /** The icon's file as shown. */
  #file: string;
  #open = false;
  #setAt = 0;
  #timer: NodeJS.Timeout | null = null;
  /** Runs when the icon fills by a step, if nothing else changes before. */
  #filling: NodeJS.Timeout | null = null;

  constructor(from: TraySurroundings) {
    this.#from = from;
    this.#picture = pictureName(from.view());
    this.#file = this.#iconFile();
    this.#tray =
      platform.system === 'linux'
        ? new Tray(this.#image())
        : new Tray(this.#image(), trayGuid(platform.system, platform.execPath));
    // macOS also emits a click when the menu opens. On Linux it is the desktop's `Activate`.
    if (platform.system !== 'darwin') this.#tray.on('click', from.toggle);
    if (platform.system === 'win32') nativeTheme.on('updated', () => this.#redraw());
    this.#set();
  }

  /** The icon's position; null if the system does not report it, or not yet. */
  bounds(): Electron.Rectangle | null {
    if (platform.system === 'linux') return null;
    const bounds = this.#tray.getBounds();
    const screens = screen.getAllDisplays().map((display) => display.bounds);
    return isPlausible(platform.system, bounds, screens) ? bounds : null;
  }

  /**
   * Resolves when the system reports the icon's position, after a second at most. Bounds of a new
   * icon are wrong for about 500 ms (electron#35984), on Windows sometimes for ever (#17852).
   */
  async placed(): Promise<void> {
    if (platform.system === 'linux') return;
    for (let look = 0; look < looks && this.bounds() === null; look += 1) await delay(lookMs);
  }

  /** Updates the menu at most once a second, and only if it has changed. */
  changed(): void {
    this.#timer ??= setTimeout(
      () => this.#set(),
      Math.max(0, this.#setAt + leastGapMs - Date.now()),
    );
  }

  destroy(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#filling !== null) clearTimeout(this.#filling);
    this.#tray.destroy();
  }

  #set(): void {
    this.#timer = null;
    // On macOS a new menu would close the one that is open.
    if (this.#open) return;
    const view = this.#from.view();
    this.#draw(view);
    const { tooltip, title, menu: items } = view;
    const text = JSON.stringify({ tooltip, title, items });
    if (text === this.#shown) return;
    this.#shown = text;
    this.#setAt = Date.now();
    this.#tray.setToolTip(view.tooltip);
    if (platform.system === 'darwin') this.#tray.setTitle(view.title ?? '');
    const menu = Menu.buildFromTemplate(view.menu.map((item) => this.#template(item)));
    menu.on('menu-will-show', () => {
      this.#open = true;
    });
    menu.on('menu-will-close', () => {
      this.#open = false;
      this.changed();
    });
    this.#tray.setContextMenu(menu);
  }

  #draw(view: TrayView): void {
    if (this.#filling !== null) clearTimeout(this.#filling);
    this.#filling =
      view.fillsInMs === null ? null : setTimeout(() => this.changed(), view.fillsInMs);
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
          click: () => this.#clicked(item.action),
        };
      case 'checkbox':
        return {
          id,
          type: 'checkbox',
          label: item.label,
          checked: item.checked,
          click: () => this.#clicked(item.action),
        };
    }
  }

  #clicked(action: Click | null): void {
    // The clicked line changed its own checkmark, so the menu is set again from the state.
    this.#shown = null;
    this.changed();
    if (action !== null) this.#from.click(action);
  }

  #iconFile(): string {
    const dark =
      platform.system === 'win32' && nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    const file = trayIconFile(this.#picture, platform.system, dark, this.#from.ink());
    return join(this.#from.assets, file);
  }

  #image(): Electron.NativeImage {
    return nativeImage.createFromPath(this.#file);
  }
}
