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

/** The time limit for stopping. The next start finishes anything that was not done in this time. */
const STOP_WITHIN_MS = 3000;

const applicationId = 'app.rolekeeper.Rolekeeper';
/**
 * The class ID for clicks on toasts. It must never change, because Windows stores it with the
 * toasts in the Action Center.
 */
const toastActivator = '{5A0B6E0C-7C2B-4B0E-9C5D-3B1C7D2F8E41}';

/** The error if the application cannot start, with the failure that the core returned. */
export class StartFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(JSON.stringify(failure));
    this.failure = failure;
  }
}

/**
 * Prepares Electron before it is ready, and returns Rolekeeper's folder. Call it before the
 * single-instance lock is requested, because the lock belongs to the folder `userData`, which is
 * set here.
 */
export function prepareElectron(): Home {
  const home = ensureHome(rolekeeperHome(platform.env));
  if (!home.ok) throw new StartFailed(home.failure);
  // The SDK's clients must not send requests to an endpoint from a variable or the config file.
  platform.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
  const { folder } = home.value;
  // Keeps Chromium's files out of the watched folder.
  const browser = join(folder, 'browser');
  ensurePrivateFolder(browser, 'refused');
  app.setPath('userData', folder);
  app.setPath('sessionData', browser);
  app.setAppUserModelId(applicationId);
  // Windows uses this ID to start the application if the user clicks a toast of an earlier run.
  if (platform.system === 'win32') app.setToastActivatorCLSID(toastActivator);
  // Root needs this switch, and so does Playwright on Linux. `enableSandbox` would override it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  if (platform.system === 'linux') enableShortcutPortal();
  announcePanelScheme();
  // Without a listener, the application would end with its last window.
  app.on('window-all-closed', () => undefined);
  return home.value;
}

/**
 * Enables the desktop portal for global shortcuts, because Wayland offers no other way
 * (Electron, docs/api/global-shortcut.md).
 */
function enableShortcutPortal(): void {
  const name = 'enable-features';
  const others = app.commandLine.getSwitchValue(name);
  const features = [...(others === '' ? [] : [others]), 'GlobalShortcutsPortal'];
  app.commandLine.appendSwitch(name, features.join(','));
}

/** Reports a failed start and exits. Otherwise Electron would continue to run without a tray. */
export function failStart(error: unknown, home: Home | null): void {
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
export function failBecauseLocked(holder: LockHolder, home: Home): void {
  new UnexpectedErrors(home).log.write('error', 'another computer has the lock', { ...holder });
  void exitWith(({ words }) => words.application.lockedElsewhere(holder), home);
}

/**
 * Shows a dialog with the reason, writes it to stderr and exits. Linux shows no dialog before
 * Electron is ready (Electron, docs/api/dialog.md).
 */
async function exitWith(reason: (language: Language) => string, home: Home | null): Promise<void> {
  // Chromium writes files into `userData` when it becomes ready. If Rolekeeper's folder is
  // unusable, Chromium gets a temporary folder.
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
 * Wakes the core after sleep and when the user unlocks the screen. There is no event for the return
 * of the network, so the scheduler checks once a minute.
 */
export function wakeAfterSleep(core: Pick<App, 'wake'>): void {
  powerMonitor.on('resume', () => core.wake('resume'));
  powerMonitor.on('unlock-screen', () => core.wake('unlock'));
}

export interface Quitting {
  /**
   * Called when the system asks whether the user's session may end. If quitting needs time, delays
   * the end of the session and quits.
   */
  onSessionMayEnd(event: Pick<Electron.Event, 'preventDefault'>): void;
  /** Called when the system ends the user's session, so quitting must not wait. */
  onSessionEnd(): void;
}

export interface QuitDependencies {
  readonly core: Pick<App, 'state' | 'stop'>;
  readonly copying: Pick<Copying, 'holdsSecret' | 'clear'>;
  readonly closeOnQuit: () => void;
}

/**
 * Stops the core when the application quits. Delays the quit, for at most 3 s, only if credentials
 * must first be removed from the credentials file or the clipboard.
 */
export function stopOnQuit({ core, copying, closeOnQuit }: QuitDependencies): Quitting {
  const needsTime = (): boolean =>
    core.state().preferences.onQuit !== 'keep' || copying.holdsSecret;
  let stopped: Promise<unknown> | null = null;
  let mayWait = true;
  app.on('before-quit', (event) => {
    closeOnQuit();
    const first = stopped === null;
    const mustWait = needsTime();
    stopped ??= Promise.race([Promise.all([core.stop(), copying.clear()]), delay(STOP_WITHIN_MS)]);
    if (!first || !mayWait || !mustWait) return;
    event.preventDefault();
    void stopped.finally(() => app.quit());
  });
  const onSessionMayEnd: Quitting['onSessionMayEnd'] = (event) => {
    if (!needsTime()) return;
    event.preventDefault();
    app.quit();
  };
  // Electron passes an event, but its types do not show it.
  powerMonitor.on('shutdown', (...[event]: Electron.Event[]) => {
    if (event !== undefined) onSessionMayEnd(event);
  });
  return {
    onSessionMayEnd,
    onSessionEnd: () => {
      mayWait = false;
    },
  };
}
