import { app, powerMonitor } from 'electron';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../core/contract/app.ts';
import { ensurePrivateFolder } from '../node/files/private-file.ts';
import { ensureHome, rolekeeperHome, type Home } from '../node/home.ts';
import { createFileLog } from '../node/log/log.ts';
import { oneLine } from '../views/display-safe.ts';
import { platform } from './platform.ts';
import { announcePanelScheme } from './protocol.ts';

/** The next start finishes what a stop could not. */
const stopWithinMs = 3000;

const applicationId = 'app.rolekeeper.Rolekeeper';

/**
 * Prepares what Electron needs before it is ready, and before the single-instance lock, which
 * belongs to the folder set here.
 */
export function prepare(): Home {
  const home = ensureHome(rolekeeperHome(platform.env));
  if (!home.ok)
    throw new Error(`Rolekeeper's folder cannot be used: ${JSON.stringify(home.failure)}`);
  // The SDK's own clients must not send anything to an endpoint from a variable or the config file.
  platform.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
  const { folder } = home.value;
  // Keeps Chromium's files out of the watched folder.
  const browser = join(folder, 'browser');
  ensurePrivateFolder(browser, 'refused');
  app.setPath('userData', folder);
  app.setPath('sessionData', browser);
  app.setAppUserModelId(applicationId);
  // Root, and Playwright on Linux, need this switch; `enableSandbox` would override it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  announcePanelScheme();
  // Without a listener, the application would end with its last window.
  app.on('window-all-closed', () => undefined);
  return home.value;
}

/** Reports a failed start and exits; otherwise Electron would keep running without a tray. */
export function fail(error: unknown, home: Home | null): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (home !== null) logOf(home).write('error', 'start failed', { reason });
  process.stderr.write(
    `Rolekeeper could not start: ${oneLine(error instanceof Error ? error.message : reason)}\n`,
  );
  app.exit(1);
}

function logOf({ logsFolder, locksFolder }: Home): ReturnType<typeof createFileLog> {
  return createFileLog({ logsFolder, locksFolder, now: () => Date.now(), pid: process.pid });
}

/**
 * Wakes the core after sleep and on unlock. The return of the network causes no event, so the
 * scheduler checks once a minute.
 */
export function wakeWith(running: Pick<App, 'wake'>): void {
  powerMonitor.on('resume', () => running.wake('resume'));
  powerMonitor.on('unlock-screen', () => running.wake('unlock'));
}

export interface Quitting {
  /** The system ends the session, so quitting must not wait. */
  sessionEnds(): void;
}

/**
 * Stops the core on quit. Delays the quit, for 3 s at most, only if the keys must leave the
 * credentials file first.
 */
export function quitWith(running: Pick<App, 'state' | 'stop'>, letGo: () => void): Quitting {
  let stopped: Promise<unknown> | null = null;
  let mayWait = true;
  app.on('before-quit', (event) => {
    letGo();
    const first = stopped === null;
    stopped ??= Promise.race([running.stop(), delay(stopWithinMs)]);
    if (!first || !mayWait || !running.state().preferences.releaseAtQuit) return;
    event.preventDefault();
    void stopped.finally(() => app.quit());
  });
  const sessionEnds = (): void => {
    mayWait = false;
  };
  powerMonitor.on('shutdown', sessionEnds);
  return { sessionEnds };
}
