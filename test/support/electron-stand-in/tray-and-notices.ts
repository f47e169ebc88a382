import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { platform } from './platform.ts';
import { recordRequest, order } from './order.ts';
import { desktop } from './desktop-behaviour.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

class Image {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}

/** An image is only its file's path; tests do not look at pixels. */
export const nativeImage = { createFromPath: (path: string) => new Image(path) };

export class Menu extends EventEmitter {
  readonly template: readonly Electron.MenuItemConstructorOptions[];
  readonly items: readonly { readonly id: string; readonly submenu: Menu | null }[];

  private constructor(template: readonly Electron.MenuItemConstructorOptions[]) {
    super();
    this.template = template;
    this.items = template.map(({ id = '', submenu }) => ({
      id,
      submenu: Array.isArray(submenu) ? new Menu(submenu) : null,
    }));
  }

  static setApplicationMenu(menu: Menu | null): void {
    order.after('Menu.setApplicationMenu');
    recordRequest('application-menu', menu?.template.map(({ role }) => role) ?? null);
  }

  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    return new Menu(template);
  }
}

export const trays: Tray[] = [];

export class Tray
  extends EventEmitter
  implements Pick<Electron.Tray, 'setImage' | 'setToolTip' | 'setTitle' | 'getBounds' | 'destroy'>
{
  image: string;
  toolTip = '';
  menu: Menu | null = null;
  /** How often the menu was set. */
  settings = 0;
  /**
   * How often Linux exported the menu again, which closes an open submenu: for a new menu, and for
   * a tooltip (Chromium, status_icon_linux_dbus.cc, `SetToolTip` calls `UpdateMenuImpl`).
   */
  exports = 0;
  /** Ms since the process started. */
  readonly at = performance.now();
  readonly guid: string | null;
  readonly #createdAt = Date.now();

  constructor(image: Image, guid?: string) {
    super();
    order.after('Tray');
    if (platform.system === 'linux' && guid !== undefined)
      throw new Error('the GUID of a Tray is for macOS and Windows alone');
    this.guid = guid ?? null;
    this.image = image.path;
    trays.push(this);
  }

  setImage(image: string | Electron.NativeImage): void {
    this.image = image instanceof Image ? image.path : '';
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
    this.exports += 1;
  }

  /**
   * A person opens the menu, or one of its submenus. The desktop calls `AboutToShow`, and Electron
   * emits an event. Linux does so for submenus only, because the root of a dbusmenu has no model
   * (Chromium, components/dbus/menu/menu.cc, `SetModel` and `AboutToShowImpl`).
   */
  opens(submenu: string | null): void {
    const opened = submenu === null ? this.menu : submenuIn(this.menu, submenu);
    if (opened === null) throw new Error(`no submenu ${String(submenu)}`);
    if (submenu === null && platform.system === 'linux') return;
    opened.emit('menu-will-show');
  }

  /**
   * Linux reports no end of a menu: the event `closed` of a dbusmenu does nothing (Chromium,
   * menu.cc, `EventImpl`).
   */
  closes(): void {
    if (platform.system !== 'linux') this.menu?.emit('menu-will-close');
  }

  setTitle(): void {
    if (platform.system !== 'darwin') throw new Error('Tray.setTitle is for macOS alone');
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
    this.settings += 1;
    this.exports += 1;
  }

  getBounds(): Electron.Rectangle {
    if (platform.system === 'linux')
      throw new Error('Tray.getBounds is for macOS and Windows alone');
    if (Date.now() - this.#createdAt < desktop.behaviour.trayBoundsMs)
      return platform.system === 'darwin'
        ? { x: 0, y: 876, width: 24, height: 24 }
        : { x: 0, y: 0, width: 0, height: 0 };
    return { x: 1000, y: 0, width: 24, height: 24 };
  }

  destroy(): void {
    trays.splice(trays.indexOf(this), 1);
  }
}

function submenuIn(menu: Menu | null, wanted: string): Menu | null {
  for (const { id, submenu } of menu?.items ?? []) {
    const found = id === wanted ? submenu : submenuIn(submenu, wanted);
    if (found !== null) return found;
  }
  return null;
}

interface Delivered {
  readonly options: Electron.NotificationConstructorOptions;
  /** Weak, as in Electron: the system does not keep main's object (electron#29461). */
  readonly object: WeakRef<Notification>;
}

/** Electron emits a notification's events on its object, or nowhere if that was collected. */
class NoticeCentre {
  /** Toasts on screen or in the centre. */
  readonly #delivered = new Map<string, Delivered>();
  #activated: ((details: Electron.ActivationArguments) => void) | null = null;

  get all(): readonly Electron.NotificationConstructorOptions[] {
    return [...this.#delivered.values()].map(({ options }) => options);
  }

  add(notification: Notification): void {
    const { options } = notification;
    this.#delivered.set(options.id ?? '', { options, object: new WeakRef(notification) });
  }

  remove(notification: Notification): void {
    this.#delivered.delete(notification.options.id ?? '');
  }

  /** The toast leaves the screen for the Action Center (docs/api/notification.md, `close`). */
  timesOut(id: string): void {
    this.#found(id).object.deref()?.emit('close', { reason: 'timedOut' });
  }

  /** Clicks it after a garbage collection, as if a long time had passed. */
  async click(id: string): Promise<void> {
    const { object } = this.#found(id);
    this.#delivered.delete(id);
    await collectGarbage();
    object.deref()?.emit('click');
    // Windows calls it for every click, whether the object is there or not.
    this.#activated?.({ type: 'click', arguments: 'type=click&tag=1' });
  }

  /** A click on a toast that an earlier run of main has shown. */
  clickOfEarlierRun(): void {
    this.#activated?.({ type: 'click', arguments: 'type=click&tag=2' });
  }

  handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    this.#activated = callback;
  }

  #found(id: string): Delivered {
    const delivered = this.#delivered.get(id);
    if (delivered === undefined) throw new Error(`no notice ${id}`);
    return delivered;
  }
}

export const notices = new NoticeCentre();

async function collectGarbage(): Promise<void> {
  // A WeakRef keeps its object until the present job has ended.
  await new Promise((resolve) => setImmediate(resolve));
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
}

export class Notification
  extends EventEmitter
  implements Pick<Electron.Notification, 'show' | 'close'>
{
  readonly options: Electron.NotificationConstructorOptions;

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    order.after('Notification');
    if ((options.id ?? '').length > 64)
      throw new Error('Windows refuses an id of more than 64 units');
    this.options = options;
  }

  static isSupported(): boolean {
    order.after('Notification');
    return true;
  }

  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    if (platform.system !== 'win32') throw new Error('handleActivation is for Windows alone');
    notices.handleActivation(callback);
  }

  show(): void {
    notices.add(this);
    recordRequest('notice', structuredClone(this.options));
  }

  close(): void {
    notices.remove(this);
    recordRequest('notice-closed', this.options.id);
    this.emit('close', {});
  }
}
