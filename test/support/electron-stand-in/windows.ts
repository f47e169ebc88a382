import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { order, preventable } from './order.ts';

export interface SentMessage {
  readonly channel: string;
  readonly values: readonly unknown[];
}

/** Emits `sent` for every message to a page. */
export const toPages = new EventEmitter<{ sent: [SentMessage] }>();

type ContentsMembers = 'send' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy';
type WindowMembers =
  | 'show'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isMinimized'
  | 'isFocused'
  | 'restore'
  | 'setBounds'
  | 'getNormalBounds'
  | 'loadURL';

class Contents extends EventEmitter {
  readonly sent: SentMessage[] = [];
  openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null =
    null;

  webRtc = 'default';

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtc = policy;
  }

  send(channel: string, ...values: unknown[]): void {
    const message = { channel, values: structuredClone(values) };
    this.sent.push(message);
    toPages.emit('sent', message);
  }

  setWindowOpenHandler(
    handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse,
  ): void {
    this.openHandler = handler;
  }
}

export const windows: BrowserWindow[] = [];

export class BrowserWindow
  extends EventEmitter
  implements Pick<Electron.BrowserWindow, WindowMembers>
{
  readonly webContents = new Contents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  url = '';
  bounds: Electron.Rectangle;
  #visible = false;
  #focused = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    order.after('BrowserWindow');
    this.options = options;
    const { x = 500, y = 200, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.webContents satisfies Pick<Electron.WebContents, ContentsMembers>;
    windows.push(this);
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
    this.#focused = false;
    this.emit('hide');
  }

  /** Another window takes the focus. */
  blur(): void {
    this.#focused = false;
    this.emit('blur');
  }

  focus(): void {
    this.#focused = true;
    this.emit('focus');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isMinimized(): boolean {
    return false;
  }

  isFocused(): boolean {
    return this.#focused;
  }

  restore(): void {
    this.emit('restore');
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }

  /** Moves the frame as a user does. */
  drag(bounds: Electron.Rectangle): void {
    this.bounds = bounds;
    this.emit('resize');
    this.emit('move');
  }

  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }

  /** Closes like a user or a quit; false if the window stays. */
  close(): boolean {
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    windows.splice(windows.indexOf(this), 1);
    this.emit('closed');
    return true;
  }
}
