import { app, type BrowserWindow } from 'electron';
import type { Log } from '../core/ports/log.ts';
import { panelOrigin } from './protocol.ts';

const MAX_RELOADS = 3;
const RELOADS_WITHIN_MS = 60_000;

/**
 * Loads the panel's page when it is needed, and again after a crash. Reloads at most three times a
 * minute, so that a page that always crashes does not keep the processor busy.
 */
export class PageLoader {
  readonly #window: BrowserWindow;
  #isLoaded = false;
  #reloads: readonly number[] = [];

  constructor(window: BrowserWindow, log: Log) {
    this.#window = window;
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#isLoaded = false;
      if (reason === 'clean-exit') return;
      log.write('error', "the panel's process is gone", { reason, exitCode });
      this.#loadAgain();
    });
  }

  /** Loads the page if it is not loaded yet. Call it when the panel is shown. */
  load(): void {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    // Loading fails only if the window is closed meanwhile.
    this.#window.loadURL(`${panelOrigin}/`).catch(() => undefined);
  }

  #loadAgain(): void {
    const now = Date.now();
    this.#reloads = this.#reloads.filter((at) => now - at < RELOADS_WITHIN_MS);
    if (this.#reloads.length >= MAX_RELOADS) return;
    this.#reloads = [...this.#reloads, now];
    this.load();
  }
}

/** Logs the end of Chromium's other processes, such as the one for the GPU. */
export function logGoneProcesses(log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit')
      log.write('warn', 'a process of Chromium is gone', { type, reason, exitCode });
  });
}
