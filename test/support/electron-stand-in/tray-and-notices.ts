import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { platform } from './platform.ts';
import { happened, order } from './order.ts';

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

  private constructor(template: readonly Electron.MenuItemConstructorOptions[]) {
    super();
    this.template = template;
  }

  static setApplicationMenu(menu: Menu | null): void {
    order.after('Menu.setApplicationMenu');
    happened('application-menu', menu?.template.map(({ role }) => role) ?? null);
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
  /** Ms since the process started. */
  readonly at = performance.now();

  constructor(image: Image) {
    super();
    order.after('Tray');
    this.image = image.path;
    trays.push(this);
  }

  setImage(image: string | Electron.NativeImage): void {
    this.image = image instanceof Image ? image.path : '';
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }

  setTitle(): void {
    if (platform.system !== 'darwin') throw new Error('Tray.setTitle is for macOS alone');
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
    this.settings += 1;
  }

  getBounds(): Electron.Rectangle {
    if (platform.system === 'linux')
      throw new Error('Tray.getBounds is for macOS and Windows alone');
    return { x: 1000, y: 0, width: 24, height: 24 };
  }

  destroy(): void {
    trays.splice(trays.indexOf(this), 1);
  }
}

export const notifications = new Set<Notification>();

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

  show(): void {
    notifications.add(this);
    happened('notice', structuredClone(this.options));
  }

  close(): void {
    notifications.delete(this);
    happened('notice-closed', this.options.id);
    this.emit('close');
  }
}
