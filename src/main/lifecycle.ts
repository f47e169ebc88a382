import { app, dialog, powerMonitor } from 'electron';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../core/contract/app.ts';
import { ensurePrivateFolder } from '../node/files/private-file.ts';
import { ensureHome, rolekeeperHome, type Home } from '../node/home.ts';
import { redact } from '../node/log/redaction.ts';
import { oneLine } from '../views/display-safe.ts';
import { failureText } from '../views/failure-text.ts';
import type { Failure } from '../core/failure.ts';
import type { Copying } from './copying.ts';
import type { LockHolder } from './instance-lock.ts';
import { platform } from './platform.ts';
import { announcePanelScheme } from './protocol.ts';
import { UnexpectedErrors } from './unexpected-errors.ts';
import { type Language, languageOf, systemFormat } from './language.ts';

/** The next start finishes what a stop could not. */
const STOP_WITHIN_MS = 3000;

const applicationId = 'app.rolekeeper.Rolekeeper';
/** Never changes: Windows remembers it for the toasts in the Action Center. */
const toastActivator = '{5A0B6E0C-7C2B-4B0E-9C5D-3B1C7D2F8E41}';

/** A failed start as a value of the core. */
export class StartFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(JSON.stringify(failure));
    this.failure = failure;
  }
}

/**
 * Prepares what Electron needs before it is ready, and before the single-instance lock, which
 * belongs to the folder set here.
 */
export function prepare(): Home {
  const home = ensureHome(rolekeeperHome(platform.env));
  if (!home.ok) throw new StartFailed(home.failure);
  // The SDK's own clients must not send anything to an endpoint from a variable or the config file.
  platform.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
  const { folder } = home.value;
  // Keeps Chromium's files out of the watched folder.
  const browser = join(folder, 'browser');
  ensurePrivateFolder(browser, 'refused');
  app.setPath('userData', folder);
  app.setPath('sessionData', browser);
  app.setAppUserModelId(applicationId);
  // Windows starts the application by it for a click on a toast of an earlier run.
  if (platform.system === 'win32') app.setToastActivatorCLSID(toastActivator);
  // Root, and Playwright on Linux, need this switch; `enableSandbox` would override it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  if (platform.system === 'linux') enableShortcutPortal();
  announcePanelScheme();
  // Without a listener, the application would end with its last window.
  app.on('window-all-closed', () => undefined);
  return home.value;
}

/** On Wayland, only the desktop portal gives global shortcuts (docs/api/global-shortcut.md). */
function enableShortcutPortal(): void {
  const name = 'enable-features';
  const others = app.commandLine.getSwitchValue(name);
  const features = [...(others === '' ? [] : [others]), 'GlobalShortcutsPortal'];
  app.commandLine.appendSwitch(name, features.join(','));
}

/** Reports a failed start and exits; otherwise Electron would keep running without a tray. */
export function fail(error: unknown, home: Home | null): void {
  if (home !== null) new UnexpectedErrors(home).write('start failed', error);
  void exitWith((language) => {
    if (!(error instanceof StartFailed))
      return redact(error instanceof Error ? error.message : String(error));
    const { title, detail } = failureText(
      language.words,
      error.failure,
      systemFormat(language, null),
    );
    return `${title}. ${detail}`;
  }, home);
}

/** Reports that another computer has the lock of this folder, and exits. */
export function failLocked(holder: LockHolder, home: Home): void {
  new UnexpectedErrors(home).log.write('error', 'another computer has the lock', { ...holder });
  void exitWith(({ words }) => words.application.lockedElsewhere(holder), home);
}

/** Shows a box with the reason. Linux has none before Electron is ready (docs/api/dialog.md). */
async function exitWith(reason: (language: Language) => string, home: Home | null): Promise<void> {
  // Chromium writes files into `userData` when it becomes ready. If Rolekeeper's folder is
  // unusable, it gets a temporary one.
  if (home === null && !app.isReady())
    app.setPath('userData', mkdtempSync(join(tmpdir(), 'rolekeeper-')));
  await app.whenReady();
  const language = languageOf();
  const { startFailed } = language.words.application;
  const why = oneLine(reason(language));
  process.stderr.write(`${startFailed}: ${why}\n`);
  dialog.showErrorBox(startFailed, why);
  app.exit(1);
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
  /** The system asks if the session may end. Quits, and delays the end if that needs time. */
  sessionMayEnd(event: Pick<Electron.Event, 'preventDefault'>): void;
  /** The system ends the session, so quitting must not wait. */
  sessionEnds(): void;
}

export interface QuitDependencies {
  readonly running: Pick<App, 'state' | 'stop'>;
  readonly copying: Pick<Copying, 'holdsSecret' | 'clear'>;
  readonly closeOnQuit: () => void;
}

/**
 * Stops the core on quit. Delays the quit, for 3 s at most, only if the keys must leave the
 * credentials file or the clipboard first.
 */
export function quitWith({ running, copying, closeOnQuit }: QuitDependencies): Quitting {
  const needsTime = (): boolean =>
    running.state().preferences.onQuit !== 'keep' || copying.holdsSecret;
  let stopped: Promise<unknown> | null = null;
  let mayWait = true;
  app.on('before-quit', (event) => {
    closeOnQuit();
    const first = stopped === null;
    const mustWait = needsTime();
    stopped ??= Promise.race([
      Promise.all([running.stop(), copying.clear()]),
      delay(STOP_WITHIN_MS),
    ]);
    if (!first || !mayWait || !mustWait) return;
    event.preventDefault();
    void stopped.finally(() => app.quit());
  });
  const sessionMayEnd: Quitting['sessionMayEnd'] = (event) => {
    if (!needsTime()) return;
    event.preventDefault();
    app.quit();
  };
  // Electron passes the event, but its types do not say so.
  powerMonitor.on('shutdown', (...[event]: Electron.Event[]) => {
    if (event !== undefined) sessionMayEnd(event);
  });
  return {
    sessionMayEnd,
    sessionEnds: () => {
      mayWait = false;
    },
  };
}
