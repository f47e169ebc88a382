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
  /** How often main has set the menu. */
  menuSetCount = 0;
  /**
   * How often Electron has sent the menu to the Linux desktop, which then closes an open submenu. A
   * new menu and a new tooltip cause this (Chromium, status_icon_linux_dbus.cc, `SetToolTip`).
   */
  menuExportCount = 0;
  /** When the tray was created, in ms since the process started. */
  readonly at = performance.now();
  readonly guid: string | null;
  readonly #createdAt = Date.now();

  constructor(image: Image, guid?: string) {
    super();
    order.after('Tray');
    if (platform.system === 'linux' && guid !== undefined)
      throw new Error('a Tray has a GUID only on macOS and Windows');
    this.guid = guid ?? null;
    this.image = image.path;
    trays.push(this);
  }

  setImage(image: string | Electron.NativeImage): void {
    this.image = image instanceof Image ? image.path : '';
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
    this.menuExportCount += 1;
  }

  /**
   * Emits what Electron emits when a user opens the menu or a submenu. On Linux, only submenus have
   * this event (Chromium, components/dbus/menu/menu.cc, `AboutToShowImpl`).
   */
  opens(submenu: string | null): void {
    const opened = submenu === null ? this.menu : submenuIn(this.menu, submenu);
    if (opened === null) throw new Error(`the menu has no submenu ${String(submenu)}`);
    if (submenu === null && platform.system === 'linux') return;
    opened.emit('menu-will-show');
  }

  /**
   * Emits what Electron emits when the menu closes. Linux has no such event (Chromium, menu.cc,
   * `EventImpl`).
   */
  closes(): void {
    if (platform.system !== 'linux') this.menu?.emit('menu-will-close');
  }

  setTitle(): void {
    if (platform.system !== 'darwin') throw new Error('Tray.setTitle exists only on macOS');
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
    this.menuSetCount += 1;
    this.menuExportCount += 1;
  }

  getBounds(): Electron.Rectangle {
    if (platform.system === 'linux')
      throw new Error('Tray.getBounds exists only on macOS and Windows');
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
  /** Weak, because the system does not keep main's object (electron#29461). */
  readonly object: WeakRef<Notification>;
}

/**
 * The desktop's notifications. As in Electron, a notification has no events after its object is
 * garbage-collected.
 */
class NoticeCentre {
  /** The notifications on the screen or in the Action Center, by ID. */
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

  /**
   * Moves a notification from the screen to the Action Center (docs/api/notification.md, `close`).
   */
  timesOut(id: string): void {
    this.#found(id).object.deref()?.emit('close', { reason: 'timedOut' });
  }

  /** Clicks a notification after a garbage collection, as if main had shown it long ago. */
  async click(id: string): Promise<void> {
    const { object } = this.#found(id);
    this.#delivered.delete(id);
    await collectGarbage();
    object.deref()?.emit('click');
    // Windows calls this handler for every click, even if the object no longer exists.
    this.#activated?.({ type: 'click', arguments: 'type=click&tag=1' });
  }

  /** Clicks a notification that an earlier run of main has shown. */
  clickOfEarlierRun(): void {
    this.#activated?.({ type: 'click', arguments: 'type=click&tag=2' });
  }

  handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    this.#activated = callback;
  }

  #found(id: string): Delivered {
    const delivered = this.#delivered.get(id);
    if (delivered === undefined) throw new Error(`there is no notification ${id}`);
    return delivered;
  }
}

export const notices = new NoticeCentre();

async function collectGarbage(): Promise<void> {
  // A WeakRef keeps its object until the current task of the event loop ends.
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
      throw new Error('Windows refuses an ID of more than 64 UTF-16 units');
    this.options = options;
  }

  static isSupported(): boolean {
    order.after('Notification');
    return true;
  }

  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    if (platform.system !== 'win32') throw new Error('handleActivation exists only on Windows');
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
