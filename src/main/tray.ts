import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron';
import { join } from 'node:path';
import type { Click, MenuItem } from '../views/tray/menu-item.ts';
import type { TrayView } from '../views/tray/tray-view.ts';
import { pictureName, trayIconFile } from './tray-icon.ts';

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
  #picture: string;
  #open = false;
  #setAt = 0;
  #timer: NodeJS.Timeout | null = null;
  /** To the moment when the icon fills up by a step; nothing else may happen until then. */
  #filling: NodeJS.Timeout | null = null;

  constructor(from: TraySurroundings) {
    this.#from = from;
    this.#picture = pictureName(from.view());
    this.#tray = new Tray(this.#image());
    // macOS emits a click too, although the menu opens.
    if (process.platform === 'win32') this.#tray.on('click', from.toggle);
    if (process.platform === 'win32')
      nativeTheme.on('updated', () => this.#tray.setImage(this.#image()));
    this.#set();
  }

  /** Where the icon stands; null where the system does not tell. */
  bounds(): Electron.Rectangle | null {
    return process.platform === 'linux' ? null : this.#tray.getBounds();
  }

  /** The state has changed: at most once a second the menu follows, and only where it reads differently. */
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
    // On macOS a new menu would close the one that someone reads.
    if (this.#open) return;
    const view = this.#from.view();
    this.#draw(view);
    const { tooltip, title, menu: items } = view;
    const text = JSON.stringify({ tooltip, title, items });
    if (text === this.#shown) return;
    this.#shown = text;
    this.#setAt = Date.now();
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

  #draw(view: TrayView): void {
    if (this.#filling !== null) clearTimeout(this.#filling);
    this.#filling =
      view.fillsInMs === null ? null : setTimeout(() => this.changed(), view.fillsInMs);
    const picture = pictureName(view);
    if (picture === this.#picture) return;
    this.#picture = picture;
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
    // A checkable line has ticked itself: what it shows is the state's to say.
    this.#shown = null;
    this.changed();
    if (action !== null) this.#from.click(action);
  }

  #image(): Electron.NativeImage {
    const dark =
      process.platform === 'win32' && nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    return nativeImage.createFromPath(
      join(this.#from.assets, trayIconFile(this.#picture, process.platform, dark)),
    );
  }
}
