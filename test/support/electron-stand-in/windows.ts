import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { order, preventable } from './order.ts';
import { desktop, onWayland } from './desktop-behaviour.ts';

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
  | 'destroy'
  | 'setAlwaysOnTop'
  | 'setBackgroundColor'
  | 'setBounds'
  | 'getNormalBounds'
  | 'loadURL';

class Contents extends EventEmitter {
  readonly sent: SentMessage[] = [];
  openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null =
    null;

  webRtc = 'default';
  /** The name that the page gave its window. */
  readonly mainFrame = { name: '' };

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
  /** How often the window has loaded a page. */
  loads = 0;
  alwaysOnTop = false;
  background: string;
  bounds: Electron.Rectangle;
  #visible = false;
  #focused = false;
  #minimized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    order.after('BrowserWindow');
    this.options = options;
    const { x = 500, y = 200, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    this.background = options.backgroundColor ?? '#FFF';
    this.webContents satisfies Pick<Electron.WebContents, ContentsMembers>;
    windows.push(this);
  }

  show(): void {
    const isNew = !this.#visible;
    this.#visible = true;
    this.emit('show');
    if (isNew) this.#takeFocus('new-windows');
  }

  hide(): void {
    this.#visible = false;
    this.#focused = false;
    this.#minimized = false;
    this.emit('hide');
  }

  /** Takes the focus away, as another window can. */
  blur(): void {
    this.#focused = false;
    this.emit('blur');
  }

  focus(): void {
    this.#takeFocus('granted');
  }

  #takeFocus(...least: readonly ('granted' | 'new-windows')[]): void {
    const { focus } = desktop.behaviour;
    if (this.#focused || (focus !== 'granted' && !least.some((rule) => rule === focus))) return;
    if (!this.#visible) return;
    this.#focused = true;
    this.emit('focus');
  }

  /**
   * Minimises the window as its button does. Linux shows the button even if `minimizable` is false
   * (docs/api/base-window.md).
   */
  minimize(): void {
    this.#minimized = true;
    this.blur();
  }

  /** On Wayland, a minimised window counts as visible (mullvad PR 3225). */
  isVisible(): boolean {
    return this.#visible && (onWayland() || !this.#minimized);
  }

  /** Wayland does not report that a window is minimised (docs/api/browser-window.md). */
  isMinimized(): boolean {
    return this.#minimized && !onWayland();
  }

  isFocused(): boolean {
    return this.#focused;
  }

  /** Returns true if a person can see the window, or could if no other window covered it. */
  isOnScreen(): boolean {
    return this.#visible && !this.#minimized;
  }

  restore(): void {
    // On Wayland, Electron aborts with "Should not be called with kMinimized" (electron#49253).
    if (onWayland() && this.#minimized) process.abort();
    this.#minimized = false;
    this.emit('restore');
  }

  destroy(): void {
    if (windows.includes(this)) windows.splice(windows.indexOf(this), 1);
    this.#visible = false;
    this.emit('closed');
  }

  setAlwaysOnTop(isOnTop: boolean): void {
    this.alwaysOnTop = isOnTop;
  }

  setBackgroundColor(color: string): void {
    this.background = color;
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.bounds = { ...this.bounds, ...bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }

  /** Moves or resizes the window as a user does. */
  drag(bounds: Electron.Rectangle): void {
    this.bounds = bounds;
    this.emit('resize');
    this.emit('move');
  }

  loadURL(url: string): Promise<void> {
    this.url = url;
    this.loads += 1;
    if (desktop.behaviour.page === 'crashes') {
      setImmediate(() => {
        this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
      });
    }
    return Promise.resolve();
  }

  /** Closes the window as the user or a quit does. Returns false if the window stays open. */
  close(): boolean {
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }
}
