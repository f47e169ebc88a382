import {
  BrowserWindow,
  Menu,
  nativeTheme,
  screen,
  shell,
  type Session,
  type WebContents,
} from 'electron';
import { join } from 'node:path';
import type { Route } from '../core/contract/action.ts';
import type { AppState } from '../core/contract/app-state.ts';
import { panelChannels as channel } from '../core/contract/panel-channels.ts';
import { listedPage } from '../node/sign-in/listed-page.ts';
import { platform } from './platform.ts';
import { popoverPlace, type Rectangle } from './popover-place.ts';
import { BLINK_FEATURES_OFF, NO_WAY_OUT, WEBRTC_POLICY } from '../core/contract/page-policy.ts';
import { panelOrigin } from './protocol.ts';
import { WindowMemory } from './window-memory.ts';

/** In memory, because it does not begin with `persist:`. */
export const panelPartition = 'panel';

const size = { width: 420, height: 620 };
const leastSize = { width: 360, height: 420 };
/**
 * A blur can come with the click that shows the panel (Windows), and before the tray's click that
 * should hide it.
 */
const blurMs = 250;

export interface PanelOptions {
  readonly state: () => AppState;
  /** The tray icon's position; null if the system does not report it (Linux). */
  readonly anchor: () => Rectangle | null;
  readonly sessionEnds: () => void;
  /** Called when the panel loses the focus or is hidden. */
  readonly left: () => void;
  /** The file with the size and position of Linux's window. */
  readonly memoryFile: string;
}

/**
 * The panel's window: a popover at the tray icon on macOS and Windows, an ordinary window on Linux.
 * Closing hides it.
 */
export class Panel {
  readonly #options: PanelOptions;
  readonly #popover = platform.system !== 'linux';
  readonly #memory: WindowMemory | null;
  #window: BrowserWindow | null = null;
  #route: Route | null = null;
  #view: Route['kind'] = 'roles';
  #lettingGo = false;
  /** True while an attached dialog has the focus. */
  #asking = false;
  #shownAt = 0;
  #hiddenByBlurAt = 0;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#memory = this.#popover ? null : new WindowMemory(options.memoryFile, size, leastSize);
    // Windows reports the end of a session only to windows.
    if (platform.system === 'win32') this.#window = this.#create();
  }

  /** Without a route, the panel stays on its page. */
  show(route: Route | null = null): void {
    const window = (this.#window ??= this.#create());
    if (route !== null) {
      this.#route = route;
      this.listening('show');
    }
    const anchor = this.#popover ? this.#options.anchor() : null;
    if (anchor !== null)
      window.setBounds(popoverPlace(anchor, size, screen.getDisplayMatching(anchor).workArea));
    this.#memory?.shows(window);
    this.#shownAt = Date.now();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    this.push(this.#options.state());
  }

  hide(): void {
    if (!this.#asking) this.#window?.hide();
  }

  /** Shows the panel and keeps it visible while `ask` runs a dialog attached to it. */
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

  /** Shows the panel and waits until it has the focus, for a second at most. */
  async focused(): Promise<void> {
    this.show();
    const window = this.#window;
    if (window === null || window.isFocused()) return;
    await new Promise<void>((resolve) => {
      window.once('focus', () => resolve());
      setTimeout(resolve, 1000);
    });
  }

  toggle(): void {
    if (this.inView() || Date.now() - this.#hiddenByBlurAt < blurMs) this.hide();
    else this.show();
  }

  inView(): boolean {
    return this.#window !== null && this.#window.isVisible() && !this.#window.isMinimized();
  }

  /** True if the user looks at the panel: a visible window can be behind others. */
  hasFocus(): boolean {
    return this.inView() && this.#window?.isFocused() === true;
  }

  /** A hidden panel gets no state; it gets the current one when it is shown. */
  push(state: AppState): void {
    if (this.inView()) this.#window?.webContents.send(channel.state, state);
  }

  /** The page, or a part of it, has started to listen. */
  listening(to: 'state' | 'show'): void {
    if (to === 'state') this.push(this.#options.state());
    else if (this.#route !== null) this.#window?.webContents.send(channel.show, this.#route);
  }

  /** Notes the visible page: the list hides when it loses the focus, a form or a question stays. */
  shown(route: Route): void {
    this.#route = null;
    this.#view = route.kind;
  }

  /** Called on quit: from now on, closing destroys the window. */
  letGo(): void {
    this.#lettingGo = true;
  }

  #create(): BrowserWindow {
    const window = new BrowserWindow({
      ...size,
      ...this.#memory?.options(),
      minWidth: leastSize.width,
      minHeight: leastSize.height,
      show: false,
      title: 'Rolekeeper',
      frame: !this.#popover,
      skipTaskbar: this.#popover,
      fullscreenable: false,
      ...(platform.system === 'darwin' ? { type: 'panel' } : {}),
      webPreferences: {
        preload: join(import.meta.dirname, '../preload/index.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        partition: panelPartition,
        // A page must not write files.
        disableBlinkFeatures: BLINK_FEATURES_OFF.join(','),
      },
    });
    confine(window.webContents);
    window.webContents.setWebRTCIPHandlingPolicy(WEBRTC_POLICY);
    window.on('close', (event) => {
      if (this.#lettingGo) return;
      event.preventDefault();
      window.hide();
    });
    window.on('blur', () => {
      if (
        !this.#popover ||
        this.#asking ||
        this.#view !== 'roles' ||
        Date.now() - this.#shownAt < blurMs
      )
        return;
      this.#hiddenByBlurAt = Date.now();
      window.hide();
    });
    window.on('blur', this.#options.left);
    window.on('hide', this.#options.left);
    this.#memory?.follow(window);
    // Covers a window that the system shows or restores without `show`.
    window.on('show', () => this.push(this.#options.state()));
    window.on('restore', () => this.push(this.#options.state()));
    window.on('session-end', this.#options.sessionEnds);
    window.on('closed', () => {
      this.#window = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') void window.loadURL(`${panelOrigin}/`);
    });
    void window.loadURL(`${panelOrigin}/`);
    return window;
  }
}

/** Blocks navigation; a link to a listed host opens in the browser. */
function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    const page = listedPage(url);
    if (page !== null) void shell.openExternal(page);
    return { action: 'deny' };
  });
  const stay = (navigation: { preventDefault: () => void }): void => navigation.preventDefault();
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', stay);
}

/** Applies the theme setting, also to what Chromium draws and to `prefers-color-scheme`. */
export function followTheme({ preferences: { theme } }: AppState): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
}

/**
 * On macOS, Cmd+C and Cmd+V need an edit menu. Electron's default menu would offer reload and
 * developer tools.
 */
export function setApplicationMenu(): void {
  const mac = [{ role: 'appMenu' as const }, { role: 'editMenu' as const }];
  Menu.setApplicationMenu(platform.system === 'darwin' ? Menu.buildFromTemplate(mac) : null);
}

/** Denies the panel's session all permissions and all network access. */
export async function confineSession(session: Session): Promise<void> {
  denyPermissions(session);
  await session.setProxy(NO_WAY_OUT);
}

/** A page needs no permission; it reads the clipboard through the bridge. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}
