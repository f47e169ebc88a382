import { platform } from './platform.ts';

/**
 * How the desktop behaves. A test sets what differs from `usual` when it starts main
 * (`--stand-in-desktop=JSON`), or changes it later.
 */
export interface DesktopBehaviour {
  /**
   * `new-windows`: Wayland gives the focus to a window that appears. It ignores the request of a
   * window that is already shown, because main has no activation token (electron#43709,
   * mullvad#11141). `refused`: Windows' foreground lock or GNOME's focus stealing prevention
   * refuses every request (Microsoft Learn, SetForegroundWindow).
   */
  readonly focus: 'granted' | 'new-windows' | 'refused';
  /**
   * How long a tray icon's bounds are wrong: those of another corner on macOS for half a second
   * (electron#35984), zero on Windows, sometimes always (electron#17852).
   */
  readonly trayBoundsMs: number;
  /** `shell.openExternal` rejects if no program can open the address (docs/api/shell.md). */
  readonly browser: 'opens' | 'rejects';
  /** The page's process ends as often as it is started (docs/api/web-contents.md). */
  readonly page: 'loads' | 'crashes';
  /**
   * `ignored`: GNOME on Wayland, for a program without the focus (keepassxc#4498). `rejects`: what
   * the API allows (docs/api/clipboard.md).
   */
  readonly clipboard: 'written' | 'ignored' | 'rejects';
  /** The system's answer to a global shortcut. `unknown-key`: Electron throws. */
  readonly shortcut: 'free' | 'taken' | 'unknown-key';
  /** Seconds without a key or a movement of the mouse. */
  readonly idleSeconds: number;
  /** What Linux reports about the screen; other systems have events. */
  readonly screen: 'open' | 'locked';
  /** The heights of the displays' work areas. Empty while no display is connected. */
  readonly workAreas: readonly number[];
  /** `fails`: what main needs at its start throws, for example because of a damaged profile. */
  readonly start: 'works' | 'fails';
}

const usual: DesktopBehaviour = {
  focus: 'granted',
  trayBoundsMs: 0,
  browser: 'opens',
  page: 'loads',
  clipboard: 'written',
  shortcut: 'free',
  idleSeconds: 0,
  screen: 'open',
  workAreas: [platform.system === 'win32' ? 852 : 876],
  start: 'works',
};

class Desktop {
  behaviour: DesktopBehaviour;

  constructor(given: string | undefined) {
    const changes = given === undefined ? {} : (JSON.parse(given) as Partial<DesktopBehaviour>);
    this.behaviour = { ...usual, ...changes };
  }

  change(changes: Partial<DesktopBehaviour>): void {
    this.behaviour = { ...this.behaviour, ...changes };
  }
}

const argument = '--stand-in-desktop=';

export const desktop = new Desktop(
  process.argv.find((word) => word.startsWith(argument))?.slice(argument.length),
);

/** True in a Wayland session, as for Chromium: the variable names a socket. */
export function onWayland(): boolean {
  return (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}
