import { globalShortcut } from 'electron';
import type { App } from '../core/contract/app.ts';
import type { AppState } from '../core/contract/app-state.ts';
import { onWayland } from './wayland.ts';

export interface PanelShortcutOptions {
  readonly core: Pick<App, 'report'>;
  readonly open: () => void;
}

/**
 * Registers the global shortcut in the settings. Reports a problem if the system refuses the
 * shortcut.
 */
export class PanelShortcut {
  readonly #options: PanelShortcutOptions;
  #wanted: string | null = null;
  /** Unregisters the shortcut, or withdraws the problem if the system refused the shortcut. */
  #undo: () => void = () => undefined;

  constructor(options: PanelShortcutOptions) {
    this.#options = options;
  }

  onChange({ preferences }: Pick<AppState, 'preferences'>): void {
    const shortcut = preferences.shortcut ?? null;
    if (shortcut === this.#wanted) return;
    this.#undo();
    this.#undo = () => undefined;
    this.#wanted = shortcut;
    if (shortcut === null) return;
    const { core, open } = this.#options;
    this.#undo = register(shortcut, open)
      ? () => globalShortcut.unregister(shortcut)
      : core.report({
          kind: 'shortcut-refused',
          shortcut,
          why: onWayland() ? 'wayland' : 'taken',
        });
  }
}

/**
 * Registers a shortcut and returns true if that succeeded. Electron throws if it does not know a
 * key, and returns false if another program has the shortcut.
 */
function register(shortcut: string, open: () => void): boolean {
  try {
    return globalShortcut.register(shortcut, open);
  } catch {
    return false;
  }
}
