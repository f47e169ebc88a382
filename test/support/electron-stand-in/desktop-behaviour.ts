import { platform } from './platform.ts';

/**
 * How the desktop behaves. A test can change the values of `usual` when it starts main
 * (`--stand-in-desktop=JSON`), or later.
 */
export interface DesktopBehaviour {
  /**
   * `new-windows`: Wayland gives the focus only to a window that appears, because main has no
   * activation token (electron#43709, mullvad#11141). `refused`: Windows or GNOME refuses every
   * request for the focus (Microsoft Learn, SetForegroundWindow).
   */
  readonly focus: 'granted' | 'new-windows' | 'refused';
  /**
   * How many ms a new tray icon has wrong bounds: those of another corner on macOS
   * (electron#35984), zeros on Windows (electron#17852).
   */
  readonly trayBoundsMs: number;
  /** `shell.openExternal` rejects if no program can open the address (docs/api/shell.md). */
  readonly browser: 'opens' | 'rejects';
  /**
   * `crashes`: the page's process ends each time after it has started (docs/api/web-contents.md).
   */
  readonly page: 'loads' | 'crashes';
  /**
   * `ignored`: GNOME on Wayland ignores a program without the focus (keepassxc#4498). `rejects`:
   * the API allows a rejection (docs/api/clipboard.md).
   */
  readonly clipboard: 'written' | 'ignored' | 'rejects';
  /** What happens when main registers a global shortcut. `unknown-key`: Electron throws. */
  readonly shortcut: 'free' | 'taken' | 'unknown-key';
  /** Seconds without a key or a movement of the mouse. */
  readonly idleSeconds: number;
  /** Whether the screen is locked. Main asks for this on Linux only; other systems send events. */
  readonly screen: 'open' | 'locked';
  /** The heights of the displays' work areas. Empty while no display is connected. */
  readonly workAreas: readonly number[];
  /** `fails`: a call that main needs at its start throws, for example because a file is damaged. */
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

/**
 * Returns true in a Wayland session. Reads only WAYLAND_DISPLAY, one of the variables that Chromium
 * reads for this.
 */
export function onWayland(): boolean {
  return (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}
