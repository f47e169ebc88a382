import { screen, type BrowserWindow } from 'electron';
import { platform } from './platform.ts';
import { onWayland } from './wayland.ts';
import {
  boundsOnScreens,
  rememberedBounds,
  rememberBounds,
  type WindowBounds,
} from './window-bounds.ts';

/**
 * The time after showing the window in which moves are ignored. A window manager can move a window
 * shortly after it was shown, so such a move is not the user's choice.
 */
const SETTLING_MS = 500;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Remembers the size that the user gave to the panel. On X11, also remembers its position. */
export class WindowMemory {
  readonly #file: string;
  readonly #default: Size;
  readonly #min: Size;
  #shownAt = 0;
  #writing: NodeJS.Timeout | null = null;

  constructor(file: string, defaultSize: Size, min: Size) {
    this.#file = file;
    this.#default = defaultSize;
    this.#min = min;
  }

  /** Returns the size and position as options for a new window. */
  options(): Electron.BrowserWindowConstructorOptions {
    const { width, height, at } = this.#recall();
    return { width, height, ...at };
  }

  /**
   * Restores the position. Call it before the window is shown again, because a window manager can
   * move a hidden window.
   */
  beforeShow(window: BrowserWindow): void {
    if (window.isVisible()) return;
    this.#shownAt = Date.now();
    const { at } = this.#recall();
    if (at !== null) window.setBounds(at);
  }

  /** Saves the size and position half a second after their last change. */
  follow(window: BrowserWindow): void {
    const onChange = (): void => {
      if (!window.isVisible() || Date.now() - this.#shownAt < SETTLING_MS) return;
      if (this.#writing !== null) clearTimeout(this.#writing);
      this.#writing = setTimeout(() => this.#write(window), SETTLING_MS);
    };
    window.on('resize', onChange);
    window.on('move', onChange);
    window.on('closed', () => {
      if (this.#writing !== null) clearTimeout(this.#writing);
    });
  }

  #write(window: BrowserWindow): void {
    this.#writing = null;
    const { x, y, width, height } = window.getNormalBounds();
    void rememberBounds(this.#file, { width, height, at: reportsPositions() ? { x, y } : null });
  }

  #recall(): WindowBounds {
    const bounds = rememberedBounds(this.#file);
    if (bounds === null) return { ...this.#default, at: null };
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const { at, ...size } = boundsOnScreens(bounds, this.#min, areas);
    return { ...size, at: reportsPositions() ? at : null };
  }
}

function reportsPositions(): boolean {
  return platform.system === 'linux' && !onWayland();
}
