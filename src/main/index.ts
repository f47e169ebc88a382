import { app, powerMonitor, session } from 'electron';
import { join } from 'node:path';
import { createApp } from '../node/app.ts';
import type { Consent } from '../core/ports/consent.ts';
import type { Home } from '../node/home.ts';
import { systemClock } from '../node/system-clock.ts';
import { trayView } from '../views/tray/tray-view.ts';
import { clipboardRoles } from './clipboard-roles.ts';
import { askToMove } from './applications-folder.ts';
import { Clicks } from './clicks.ts';
import { confineSession, denyPermissions, setApplicationMenu } from './confinement.ts';
import { Copying } from './copying.ts';
import { hiddenSwitch } from './autostart.ts';
import { Hints } from './hints.ts';
import { foreignLockHolder } from './instance-lock.ts';
import { answerPanel } from './ipc.ts';
import { applicationKeychain } from './keychain.ts';
import {
  failStart,
  failBecauseLocked,
  prepareElectron,
  stopOnQuit,
  StartFailed,
  wakeAfterSleep,
} from './lifecycle.ts';
import { LocalEndpoint } from './local-endpoint.ts';
import { startedSilently, StartAtLogin } from './login.ts';
import { nativeConsent } from './native-consent.ts';
import { Notifications } from './notifications.ts';
import { logGoneProcesses } from './page-loader.ts';
import { PanelShortcut } from './panel-shortcut.ts';
import { followTheme, panelPartition } from './panel-window.ts';
import { platform } from './platform.ts';
import { Presence } from './presence.ts';
import { servePanel } from './protocol.ts';
import { createElectronSettingsStore } from './settings-store.ts';
import { createSystemProxies } from './system-proxy.ts';
import { trayHost, whenTrayHost } from './tray-host.ts';
import { TrayPresence } from './tray.ts';
import { SignInPages } from './sign-in-pages.ts';
import { watchReleases } from './update-notice.ts';
import { UnexpectedErrors } from './unexpected-errors.ts';
import { languageOf } from './language.ts';
import { WaitingQuestions } from './waiting-questions.ts';
import { Panel, type PanelEvent } from './window.ts';

// The application's entry point. It must not wait for Electron at the top level, because Electron
// becomes ready only after this file has run.
begin();

function begin(): void {
  let home: Home | null = null;
  try {
    home = prepareElectron();
    const errors = new UnexpectedErrors(home);
    const { endpointFolder } = home;
    if (app.requestSingleInstanceLock({ hidden: platform.argv.includes(hiddenSwitch) })) {
      errors.watch();
      app
        .whenReady()
        .then(() => start(errors, endpointFolder))
        .catch((error: unknown) => failStart(error, home));
      return;
    }
    const holder = foreignLockHolder(home.folder);
    // If the first instance runs on this computer, it shows its panel, and this instance ends.
    if (holder === null) app.quit();
    else failBecauseLocked(holder, home);
  } catch (error) {
    failStart(error, home);
  }
}

async function start(errors: UnexpectedErrors, endpointFolder: string): Promise<void> {
  if (platform.system === 'darwin') app.setActivationPolicy('accessory');
  const root = join(import.meta.dirname, '../..');
  // The name has no `persist:`, so nothing that the page stores is written to disk.
  const pageSession = session.fromPartition(panelPartition);
  servePanel(pageSession, join(root, 'out/renderer'));
  await confineSession(pageSession);
  denyPermissions(session.defaultSession);
  setApplicationMenu();

  // Set later, because the dialog needs the panel, and the panel needs the core.
  let consent: Consent | null = null;
  const systemProxies = createSystemProxies(session.defaultSession, systemClock);
  // These handlers must run before the core's handlers of the same events.
  powerMonitor.on('resume', () => systemProxies.forget());
  powerMonitor.on('unlock-screen', () => systemProxies.forget());
  const created = await createApp({
    env: platform.env,
    systemProxy: systemProxies.proxiesFor,
    refresh: 'switched-on',
    runsIn: 'application',
    consent: { ask: (question) => consent?.ask(question) ?? Promise.resolve(false) },
    settingsStore: (file, lock) => createElectronSettingsStore(file, lock, Date.now),
    keychain: applicationKeychain(),
  });
  if (!created.ok) throw new StartFailed(created.failure);
  const core = created.value;
  let tray: TrayPresence | null = null;

  const reactions: Readonly<Record<PanelEvent, () => void>> = {
    entered: () => {
      void questions.askWaiting();
      login.check();
      presence.reportReturn();
    },
    left: () => notices.showWaiting(),
    closed: () => hints.onPanelClosed(),
    hidden: () => hints.onPanelHidden(),
    'session-ends': () => quitting.onSessionEnd(),
  };
  const panel = new Panel({
    state: () => core.state(),
    anchor: () => tray?.bounds() ?? null,
    onEvent: (event) => reactions[event](),
    onSignOut: (event) => quitting.onSessionMayEnd(event),
    log: errors.log,
    // A separate file, because writing settings.json at every move of the window would run the
    // watchers of settings.json.
    memoryFile: join(app.getPath('userData'), 'window.json'),
  });
  consent = nativeConsent(panel, () => core.state());
  logGoneProcesses(errors.log);
  const questions = new WaitingQuestions(panel);
  const copying = new Copying(panel);
  const quitting = stopOnQuit({ core, copying, closeOnQuit: () => panel.closeOnQuit() });
  const clicks = new Clicks({ app: core, panel, copying, errors, quit: () => app.quit() });
  answerPanel(core.api, (action) => clicks.perform(action), panel, clipboardRoles);

  const notices = new Notifications({
    hasPanelFocus: () => panel.hasFocus(),
    click: (click) => void clicks.click(click),
    clickEarlier: () => panel.show(),
  });
  const hints = new Hints({
    folder: app.getPath('userData'),
    state: () => core.state(),
    report: (notice) => notices.show(notice),
  });
  const whileAsking: Panel['whileAsking'] = (ask) => panel.whileAsking(ask);
  askToMove({ hints, questions, whileAsking, state: () => core.state() });
  const login = new StartAtLogin({ core, questions, whileAsking });
  const shortcut = new PanelShortcut({
    core,
    open: () => (panel.hasFocus() ? panel.hide() : panel.show({ kind: 'roles', search: true })),
  });
  const presence = new Presence({ core, isLinux: platform.system === 'linux' });
  const endpoint = new LocalEndpoint({ core, folder: endpointFolder, errors });
  app.on('before-quit', () => void endpoint.end());
  const signIns = new SignInPages((route) => panel.show(route));
  core.subscribe((state) => {
    followTheme(state);
    tray?.onChange();
    panel.push(state);
    notices.onChange(state);
    login.onChange(state);
    signIns.onChange(state);
    presence.onChange(state);
    shortcut.onChange(state);
    void endpoint.onChange(state);
  });
  wakeAfterSleep(core);
  watchReleases({
    hints,
    state: () => core.state(),
    networkSettings: () => core.networkSettings(),
  });

  // A second start, or a click on the application's icon on macOS, shows the panel.
  app.on('second-instance', (_event, _argv, _folder, data) => {
    if (!isSilentStart(data)) panel.show();
  });
  app.on('activate', () => panel.show());

  const silently = startedSilently(platform.argv);
  const host = trayHost(platform.env, silently);
  if (silently) await host;
  const createTray = (): TrayPresence =>
    new TrayPresence({
      view: (maxLines) => {
        const state = core.state();
        const now = Date.now() + state.clockOffsetMs;
        return trayView(state, { ...languageOf(state), now, platform: platform.system, maxLines });
      },
      click: (click) => void clicks.click(click),
      toggle: () => panel.toggle(),
      iconColour: () => core.state().preferences.trayIcon,
      assets: join(root, 'assets'),
    });
  tray = createTray();
  if (!silently) {
    await tray.untilPlaced();
    panel.show();
  }
  if ((await host) !== 'none') return;
  const desktop = platform.env['XDG_CURRENT_DESKTOP'] ?? null;
  const withdraw = core.report({ kind: 'no-tray-host', desktop });
  if (silently) hints.onStartWithoutTray();
  whenTrayHost(platform.env, () => {
    withdraw();
    // Electron decides only once how to show an icon, so the icon is created again.
    tray?.destroy();
    tray = createTray();
  });
}

/**
 * True if a second start must not show the panel. The second start passes this in the data of its
 * request for the lock, because its arguments arrive in another order, or not at all if another
 * user started it (Electron, docs/api/app.md).
 */
function isSilentStart(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'hidden' in data && data.hidden === true;
}
