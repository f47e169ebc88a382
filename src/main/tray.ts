import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron';
import { join } from 'node:path';
import type { Click, MenuItem } from '../views/tray/menu-item.ts';
import type { TrayIcon } from '../views/tray/summary.ts';
import type { TrayView } from '../views/tray/tray-view.ts';
import { trayIconFile } from './tray-icon.ts';

/** Each setting of a menu rebuilds it over D-Bus on Linux, and closes it where it is open. */
const leastGapMs = 1000;

export interface TraySurroundings {
  readonly view: () => TrayView;
  readonly click: (click: Click) => void;
  /** A left click where the menu does not open by it. */
  readonly toggle: () => void;
  readonly assets: string;
}

/** The one icon of this process. Everything works from its menu alone, since on Linux the host decides what a left click does. */
export class TrayPresence {
  readonly #tray: Tray;
  readonly #from: TraySurroundings;
  /** What the menu shows; null where a click may have ticked a line by itself. */
  #shown: string | null = null;
  #icon: TrayIcon;
  #open = false;
  #setAt = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(from: TraySurroundings) {
    this.#from = from;
    this.#icon = from.view().icon;
    this.#tray = new Tray(this.#image());
    // macOS emits a click too, although the menu opens.
    if (process.platform === 'win32') this.#tray.on('click', from.toggle);
    if (process.platform === 'win32') nativeTheme.on('updated', () => this.#tray.setImage(this.#image()));
    this.#set();
  }

  /** Where the icon stands; null where the system does not tell. */
  bounds(): Electron.Rectangle | null {
    return process.platform === 'linux' ? null : this.#tray.getBounds();
  }

  /** The state has changed: at most once a second the menu follows, and only where it reads differently. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.#set(), Math.max(0, this.#setAt + leastGapMs - Date.now()));
  }

  destroy(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#tray.destroy();
  }

  #set(): void {
    this.#timer = null;
    // On macOS a new menu would close the one that someone reads.
    if (this.#open) return;
    const view = this.#from.view();
    const text = JSON.stringify(view);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#setAt = Date.now();
    if (view.icon !== this.#icon) {
      this.#icon = view.icon;
      this.#tray.setImage(this.#image());
    }
    this.#tray.setToolTip(view.tooltip);
    if (process.platform === 'darwin') this.#tray.setTitle(view.title ?? '');
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

  #template(item: MenuItem): MenuItemConstructorOptions {
    const { id } = item;
    switch (item.kind) {
      case 'separator':
        return { id, type: 'separator' };
      case 'submenu':
        return { id, label: item.label, submenu: item.items.map((each) => this.#template(each)) };
      case 'line':
        return { id, label: item.label, enabled: item.action !== null, click: () => this.#clicked(item.action) };
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
    // A checkable line has ticked itself: what it shows is the state's to say.
    this.#shown = null;
    this.changed();
    if (action !== null) this.#from.click(action);
  }

  #image(): Electron.NativeImage {
    const dark = process.platform === 'win32' && nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    return nativeImage.createFromPath(join(this.#from.assets, trayIconFile(this.#icon, process.platform, dark)));
  }
}
