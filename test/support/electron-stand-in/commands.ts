import type * as Electron from 'electron';
import type { SystemLoginItem } from './login-item.ts';
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

export interface Facts {
  readonly trays: readonly {
    readonly image: string;
    readonly toolTip: string;
    readonly settings: number;
    /** How often the menu was exported again on Linux. */
    readonly exports: number;
    readonly guid: string | null;
    /** When it was created, in ms since the process started. */
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
  /** Notices on screen now. */
  readonly notices: readonly {
    readonly id: string;
    readonly title: string;
    readonly body: string;
  }[];
  readonly systemRequests: readonly SystemRequest[];
  readonly paths: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
}

/** An answer of the protocol handler. */
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
  /** Calls like a page's `ipcRenderer`; the default frame is the panel's. */
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
  /** Emits several events directly after one another. */
  readonly emits: (events: readonly Emitted[]) => void;
  /** Changes what the desktop does from now on. */
  readonly setDesktop: (changes: Partial<DesktopBehaviour>) => void;
  /** Throws in a timer, and rejects a promise that nobody handles. */
  readonly failUncaught: (message: string) => void;
  /** The page sets its window's name. */
  readonly pageRemembers: (name: string) => void;
  readonly minimizeWindow: () => void;
  /**
   * Ends the session as Windows does: the process ends when its handlers of `session-end` have
   * returned (native_window_views_win.cc, electron#52604). If a handler of `query-session-end`
   * prevents that, Windows waits, unless it is forced.
   */
  readonly endSession: (isForced: boolean) => void;
  /** Shuts down as Linux and macOS do. Returns true if the application delays it. */
  readonly shutDown: () => boolean;
  /** Moves the wall clock of main, and runs the timers that are due. */
  readonly passTime: (ms: number) => void;
  /** The user changes the login item in the system's own settings. */
  readonly setLoginItem: (state: SystemLoginItem) => void;
  readonly darkTaskbar: (isDark: boolean) => void;
  /** From now on a box stays open until `answer`. */
  readonly holdDialogs: () => void;
  /** Returns true if the page stayed. */
  readonly navigate: (event: string, url: string) => boolean;
  readonly openWindow: (url: string) => string;
  /** Returns false if the window stayed. */
  readonly closeWindow: () => boolean;
  readonly dragWindow: (bounds: Electron.Rectangle) => void;
  /** Moves the window while it is hidden, as a window manager can. */
  readonly moveHiddenWindow: (to: { readonly x: number; readonly y: number }) => void;
  /** Answers the next question with this button. */
  readonly answer: (button: number) => void;
  /** The path for the next save dialog. */
  readonly saveTo: (path: string) => void;
  /** Sets the system's proxies by host name. */
  readonly proxies: (byHost: Readonly<Record<string, string>>) => void;
  readonly clipboard: () => Promise<string>;
  /** The clipboard's formats beside the text, each with its content. */
  readonly clipboardMarks: () => Promise<Readonly<Record<string, string>>>;
  /** The global shortcuts that main has. */
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

/** Sent without a request: main is frozen until it is ended. */
export interface Frozen {
  readonly frozen: string;
}

/** Sent without a request: main ends by itself. */
export interface LeftBehind {
  /** The text on the clipboard. */
  readonly clipboardAtEnd: string;
  readonly systemRequests: readonly SystemRequest[];
}
