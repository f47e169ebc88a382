import type * as Electron from 'electron';
import type { LoginItemState } from './login-item.ts';
import type { SystemRequest } from './order.ts';
import type { DesktopBehaviour } from './desktop-behaviour.ts';
import type { SentMessage } from './windows.ts';

export interface MenuLine {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean | null;
  readonly items: readonly MenuLine[];
}

/** What the stand-in has recorded about main. */
export interface Facts {
  readonly trays: readonly {
    readonly image: string;
    readonly toolTip: string;
    readonly menuSetCount: number;
    /** How often Electron has sent the menu to the Linux desktop (see `Tray`). */
    readonly menuExportCount: number;
    readonly guid: string | null;
    /** When the tray was created, in ms since the process started. */
    readonly at: number;
  }[];
  readonly windows: readonly {
    readonly visible: boolean;
    /** Visible and not minimised. */
    readonly onScreen: boolean;
    readonly focused: boolean;
    readonly alwaysOnTop: boolean;
    readonly background: string;
    readonly loads: number;
    readonly url: string;
    readonly bounds: Electron.Rectangle;
    readonly options: Electron.BrowserWindowConstructorOptions;
    readonly sent: readonly SentMessage[];
  }[];
  /** The notifications on the screen. */
  readonly notices: readonly {
    readonly id: string;
    readonly title: string;
    readonly body: string;
  }[];
  readonly systemRequests: readonly SystemRequest[];
  readonly paths: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
}

/** A response of main's handler for `app:` addresses. */
export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly text: string;
}

export interface Frame {
  readonly url: string;
  readonly parent: unknown;
}

/** What a test can do with a main process that uses the stand-in. */
export interface Commands {
  readonly facts: () => Facts;
  readonly menu: () => readonly MenuLine[];
  readonly click: (id: string) => void;
  /** Opens the tray's menu, or its submenu with this ID. */
  readonly openMenu: (submenu?: string) => void;
  readonly closeMenu: () => void;
  readonly clickNotice: (id: string) => Promise<void>;
  readonly noticeTimesOut: (id: string) => void;
  readonly clickNoticeOfEarlierRun: () => void;
  /** Calls main as `ipcRenderer` in a page does; `frame` is the panel by default. */
  readonly invoke: (
    channel: string,
    values: readonly unknown[],
    frame?: Frame | null,
  ) => Promise<unknown>;
  readonly send: (channel: string, values: readonly unknown[], frame?: Frame | null) => void;
  readonly fetch: (
    url: string,
    init?: { readonly method?: string; readonly initiatorOrigin?: string },
  ) => Promise<Served>;
  readonly emit: (...event: Emitted) => void;
  /** Emits several events, one directly after the other. */
  readonly emits: (events: readonly Emitted[]) => void;
  /** Changes how the desktop behaves from now on. */
  readonly setDesktop: (changes: Partial<DesktopBehaviour>) => void;
  /** Throws in a callback of the event loop, and rejects a promise that nobody handles. */
  readonly failUncaught: (message: string) => void;
  /** Sets the window's name, as the page can. */
  readonly setWindowName: (name: string) => void;
  readonly minimizeWindow: () => void;
  /**
   * Ends the session as Windows does: the process ends after its handlers of `session-end`
   * (native_window_views_win.cc, electron#52604). A handler of `query-session-end` can prevent
   * this only if `isForced` is false.
   */
  readonly endSession: (isForced: boolean) => void;
  /** Shuts the computer down as Linux and macOS do. Returns true if main delays the shutdown. */
  readonly shutDown: () => boolean;
  /** Moves the wall clock of main, and runs the timers that are due. */
  readonly passTime: (ms: number) => void;
  /** The user changes the login item in the system's own settings. */
  readonly setLoginItem: (state: LoginItemState) => void;
  readonly darkTaskbar: (isDark: boolean) => void;
  /** Makes each message box stay open from now on, until `answer`. */
  readonly holdDialogs: () => void;
  /** Tries to leave the page. Returns true if main prevents this. */
  readonly navigate: (event: string, url: string) => boolean;
  readonly openWindow: (url: string) => string;
  /** Closes the window as the user does. Returns false if main keeps it open. */
  readonly closeWindow: () => boolean;
  readonly dragWindow: (bounds: Electron.Rectangle) => void;
  /** Moves the window while it is hidden, as a window manager can. */
  readonly moveHiddenWindow: (to: { readonly x: number; readonly y: number }) => void;
  /** Answers the open message box, or the next one, with this button. */
  readonly answer: (button: number) => void;
  /** Sets the path that the user chooses in the next save dialog. */
  readonly saveTo: (path: string) => void;
  /** Sets the proxy that the system returns for each host name. */
  readonly proxies: (byHost: Readonly<Record<string, string>>) => void;
  readonly clipboard: () => Promise<string>;
  /** The contents of the clipboard except the text, by format. */
  readonly otherClipboardFormats: () => Promise<Readonly<Record<string, string>>>;
  /** The global shortcuts that main has registered. */
  readonly shortcuts: () => readonly string[];
  readonly pressShortcut: (keys: string) => void;
  readonly quit: () => void;
  /** Quits right after these events. Returns false if main delays the quit. */
  readonly quits: (events: readonly Emitted[]) => boolean;
}

export type Emitted = readonly [
  of: 'app' | 'power' | 'screen' | 'tray' | 'window' | 'page',
  event: string,
  ...values: readonly unknown[],
];

export interface Command {
  readonly id: number;
  readonly name: keyof Commands;
  readonly values: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/** Sent without a request: a message that main has sent to its page. */
export interface PageMessageSent {
  readonly sent: SentMessage;
}

/** Sent without a request: a message box blocks main until the test ends the process. */
export interface Frozen {
  readonly frozen: string;
}

/** Sent without a request, just before main ends by itself. */
export interface StateAtEnd {
  /** The text on the clipboard. */
  readonly clipboardAtEnd: string;
  readonly systemRequests: readonly SystemRequest[];
}
