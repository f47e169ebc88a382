import { screen, type BrowserWindow } from 'electron';
import type { Route } from '../core/contract/action.ts';
import type { AppState } from '../core/contract/app-state.ts';
import { hasUnsaved } from '../core/contract/page-memory.ts';
import { panelChannels as channel } from '../core/contract/panel-channels.ts';
import type { Log } from '../core/ports/log.ts';
import { PageLoader } from './page-loader.ts';
import { createPanelWindow, minSize, defaultSize } from './panel-window.ts';
import { platform } from './platform.ts';
import { popoverBounds, type Rectangle, trayCorner } from './popover-bounds.ts';
import { onWayland } from './wayland.ts';
import { type Size, WindowMemory } from './window-memory.ts';

/**
 * The time within which a blur and a click belong together. On Windows, a blur can occur with the
 * click that shows the panel, or just before the click that should hide the panel.
 */
const BLUR_MS = 250;

/** If the list of roles is hidden for this long, its page is ended to free memory. */
const END_PAGE_MS = 60_000;

/**
 * What happened to the panel:
 *
 * - `entered`, `left`: it got or lost the focus
 * - `closed`: the user closed it
 * - `hidden`: it was hidden for any reason
 * - `session-ends`: the user signs out of Windows
 */
export type PanelEvent = 'entered' | 'left' | 'closed' | 'hidden' | 'session-ends';

export interface PanelOptions {
  readonly state: () => AppState;
  /** Returns the tray icon's position, or null if the system does not report it. */
  readonly anchor: () => Rectangle | null;
  readonly onEvent: (event: PanelEvent) => void;
  /** Called when Windows asks whether the user may sign out. */
  readonly onSignOut: (event: Pick<Electron.Event, 'preventDefault'>) => void;
  readonly log: Log;
  /** The file that stores the window's size and, on X11, its position. */
  readonly memoryFile: string;
}

/**
 * The panel's window, which is a popover at the tray icon on macOS and Windows, and an ordinary
 * window on Linux. Closing the window only hides it.
 */
export class Panel {
  readonly #options: PanelOptions;
  readonly #popover = platform.system !== 'linux';
  readonly #memory: WindowMemory;
  /** Windows reports the end of a session only to a window, so one must always exist. */
  readonly #isAlwaysThere = platform.system === 'win32';
  #window: BrowserWindow | null = null;
  #page: PageLoader | null = null;
  #route: Route | null = null;
  #view: Route['kind'] = 'roles';
  #isQuitting = false;
  /** True while a dialog that is attached to the panel is open. */
  #asking = false;
  #unmapping = false;
  #endingPage: NodeJS.Timeout | null = null;
  #shownAt = 0;
  #hiddenByBlurAt = 0;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#memory = new WindowMemory(options.memoryFile, defaultSize, minSize);
    if (this.#isAlwaysThere) this.#window = this.#create();
  }

  /** Shows the panel and, if `route` is not null, that page. */
  show(route: Route | null = null): void {
    const window = (this.#window ??= this.#create());
    if (route !== null) {
      this.#route = route;
      this.#keepInFront();
      this.onListening('show');
    }
    this.#page?.load();
    // Wayland cannot raise an existing window (electron#43709), and restoring a minimised one ends
    // the process (electron#49253). A window that is shown again gets the focus, so it is hidden
    // first.
    if (onWayland() && window.isVisible() && !window.isFocused()) this.#unmap(window);
    this.#memory.beforeShow(window);
    if (this.#popover) window.setBounds(this.#popoverBounds(window.getNormalBounds()));
    this.#shownAt = Date.now();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    this.push(this.#options.state());
  }

  #popoverBounds({ width, height }: Size): Rectangle {
    const size = { width, height };
    const anchor = this.#options.anchor();
    if (anchor === null) return trayCorner(platform.system, size, screen.getPrimaryDisplay());
    return popoverBounds(anchor, size, screen.getDisplayMatching(anchor).workArea);
  }

  /** Hides the window so that it can be shown again at once. Emits no event for this. */
  #unmap(window: BrowserWindow): void {
    this.#unmapping = true;
    window.hide();
    this.#unmapping = false;
  }

  hide(): void {
    if (!this.#asking) this.#window?.hide();
  }

  /** Shows the panel and keeps it visible while `ask` shows a dialog that is attached to it. */
  async whileAsking<T>(ask: (window: BrowserWindow) => Promise<T>): Promise<T> {
    this.show();
    const window = (this.#window ??= this.#create());
    this.#asking = true;
    try {
      return await ask(window);
    } finally {
      this.#asking = false;
    }
  }

  /** Shows the panel and waits until it has the focus, for at most a second. */
  async untilFocused(): Promise<void> {
    this.show();
    const window = this.#window;
    if (window === null || window.isFocused()) return;
    await new Promise<void>((resolve) => {
      window.once('focus', () => resolve());
      setTimeout(resolve, 1000);
    });
  }

  /**
   * Hides the panel if the user sees it, otherwise shows it. Other windows can cover an ordinary
   * window, so only its focus shows that the user sees it.
   */
  toggle(): void {
    const isSeen = this.#popover ? this.inView() : this.hasFocus();
    if (isSeen || Date.now() - this.#hiddenByBlurAt < BLUR_MS) this.hide();
    else this.show();
  }

  inView(): boolean {
    return this.#window !== null && this.#window.isVisible() && !this.#window.isMinimized();
  }

  /** True if the panel has the focus. A panel that is only visible can be behind other windows. */
  hasFocus(): boolean {
    return this.inView() && this.#window?.isFocused() === true;
  }

  /** Sends the state to the page. A hidden panel gets the current state when it is shown. */
  push(state: AppState): void {
    if (this.inView()) this.#window?.webContents.send(channel.state, state);
  }

  /**
   * Sends the current state or route. Call it when a part of the page has started to listen.
   */
  onListening(to: 'state' | 'show'): void {
    if (to === 'state') this.push(this.#options.state());
    else if (this.#route !== null) this.#window?.webContents.send(channel.show, this.#route);
  }

  /**
   * Remembers which page is visible. The list of roles is hidden when the panel loses the focus,
   * but a form or a question remains visible.
   */
  onShown(route: Route): void {
    this.#route = null;
    this.#view = route.kind;
    this.#keepInFront();
  }

  /** Returns the page that is visible, or that will be visible soon. */
  #viewed(): Route['kind'] {
    return this.#route?.kind ?? this.#view;
  }

  /**
   * On Windows, keeps the panel in front during a sign-in. The browser would otherwise cover the
   * code that the user must compare.
   */
  #keepInFront(): void {
    if (platform.system === 'win32') this.#window?.setAlwaysOnTop(this.#viewed() === 'sign-in');
  }

  /** Ends the rule that closing the window only hides it. Call it when the application quits. */
  closeOnQuit(): void {
    this.#isQuitting = true;
  }

  #create(): BrowserWindow {
    const window = createPanelWindow(this.#popover, this.#memory.options());
    this.#page = new PageLoader(window, this.#options.log);
    window.on('close', (event) => {
      if (this.#isQuitting) return;
      event.preventDefault();
      window.hide();
      this.#options.onEvent('closed');
    });
    window.on('blur', () => {
      if (
        !this.#popover ||
        this.#asking ||
        this.#viewed() !== 'roles' ||
        Date.now() - this.#shownAt < BLUR_MS
      )
        return;
      this.#hiddenByBlurAt = Date.now();
      window.hide();
    });
    const onLeft = (): void => {
      if (!this.#unmapping) this.#options.onEvent('left');
    };
    window.on('focus', () => this.#options.onEvent('entered'));
    window.on('blur', onLeft);
    window.on('hide', onLeft);
    window.on('hide', () => this.#onHidden(window));
    this.#memory.follow(window);
    // The system can show or restore the window without a call of `show`.
    window.on('show', () => this.push(this.#options.state()));
    window.on('restore', () => this.push(this.#options.state()));
    window.on('query-session-end', (event) => this.#options.onSignOut(event));
    window.on('session-end', () => this.#options.onEvent('session-ends'));
    window.on('closed', () => {
      this.#window = null;
      this.#page = null;
    });
    return window;
  }

  #onHidden(window: BrowserWindow): void {
    if (this.#unmapping) return;
    this.#options.onEvent('hidden');
    if (this.#endingPage !== null) clearTimeout(this.#endingPage);
    this.#endingPage = setTimeout(() => this.#endPage(window), END_PAGE_MS).unref();
  }

  /** Ends the page's process, unless the page has unfinished input. */
  #endPage(window: BrowserWindow): void {
    if (this.#window !== window || window.isVisible() || this.#asking) return;
    if (this.#viewed() !== 'roles' || hasUnsaved(window.webContents.mainFrame)) return;
    window.destroy();
    if (this.#isAlwaysThere) this.#window = this.#create();
  }
}
