import { app, powerMonitor, session } from 'electron';
import { join } from 'node:path';
import { createApp } from '../node/app.ts';
import type { Consent } from '../core/ports.ts';
import type { Home } from '../node/home.ts';
import { systemClock } from '../node/system-clock.ts';
import { trayView } from '../views/tray/tray-view.ts';
import { clipboardRoles } from './clipboard-roles.ts';
import { Clicks } from './clicks.ts';
import { answerPanel } from './ipc.ts';
import { createKeychain } from './keychain.ts';
import { fail, prepare, quitWith, wakeWith } from './lifecycle.ts';
import { startedSilently, StartAtLogin } from './login.ts';
import { nativeConsent } from './native-consent.ts';
import { Notifications } from './notifications.ts';
import { platform } from './platform.ts';
import { servePanel } from './protocol.ts';
import { createElectronSettingsStore } from './settings-store.ts';
import { createSystemProxies } from './system-proxy.ts';
import { trayHost } from './tray-host.ts';
import { TrayPresence } from './tray.ts';
import { SignInPages } from './sign-in-pages.ts';
import { speechOf } from './voice.ts';
import {
  confineSession,
  denyPermissions,
  followTheme,
  Panel,
  panelPartition,
  setApplicationMenu,
} from './window.ts';

// The application's entry point. No top-level wait for Electron: it is ready only after this file
// has run.
begin();

function begin(): void {
  let home: Home | null = null;
  try {
    home = prepare();
    if (app.requestSingleInstanceLock())
      app
        .whenReady()
        .then(start)
        .catch((error: unknown) => fail(error, home));
    // The first instance shows its panel.
    else app.quit();
  } catch (error) {
    fail(error, home);
  }
}

async function start(): Promise<void> {
  if (platform.system === 'darwin') app.setActivationPolicy('accessory');
  const root = join(import.meta.dirname, '../..');
  // In memory: without `persist:`, nothing that the page stores reaches the disk.
  const pageSession = session.fromPartition(panelPartition);
  servePanel(pageSession, join(root, 'out/renderer'));
  await confineSession(pageSession);
  denyPermissions(session.defaultSession);
  setApplicationMenu();

  // Set later, because the dialog needs the panel, which needs the running app.
  let consent: Consent | null = null;
  const systemProxies = createSystemProxies(session.defaultSession, systemClock);
  // Registered before the core's own handlers of these events.
  powerMonitor.on('resume', () => systemProxies.forget());
  powerMonitor.on('unlock-screen', () => systemProxies.forget());
  const created = await createApp({
    env: platform.env,
    systemProxy: systemProxies.to,
    refresh: 'switched-on',
    place: 'application',
    consent: { ask: (question) => consent?.ask(question) ?? Promise.resolve(false) },
    settingsStore: (file, lock) => createElectronSettingsStore(file, lock, Date.now),
    secretStore: (file, log) => createKeychain({ file, log, platform: platform.system }),
  });
  if (!created.ok) throw new Error(JSON.stringify(created.failure));
  const running = created.value;
  let tray: TrayPresence | null = null;

  const panel = new Panel({
    state: () => running.state(),
    anchor: () => tray?.bounds() ?? null,
    sessionEnds: () => quitting.sessionEnds(),
    left: () => notices.showWaiting(),
    // Separate from settings.json, whose watchers would run at every move of the window.
    memoryFile: join(app.getPath('userData'), 'window.json'),
  });
  consent = nativeConsent(panel, () => running.state());
  const quitting = quitWith(running, () => panel.letGo());
  const clicks = new Clicks(running, panel, () => app.quit());
  answerPanel(running.api, (action) => clicks.perform(action), panel, clipboardRoles);

  const notices = new Notifications({
    quiet: () => panel.hasFocus(),
    click: (click) => void clicks.click(click),
  });
  const login = new StartAtLogin(running);
  const signIns = new SignInPages((route) => panel.show(route));
  running.subscribe((state) => {
    followTheme(state);
    tray?.changed();
    panel.push(state);
    notices.changed(state);
    login.changed(state);
    signIns.changed(state);
  });
  wakeWith(running);

  // A second start, or a click on the application's icon on macOS, shows the panel.
  app.on('second-instance', () => panel.show());
  app.on('activate', () => panel.show());

  const silently = startedSilently(platform.argv);
  const host = trayHost(platform.env, silently);
  if (silently) await host;
  tray = new TrayPresence({
    view: () => {
      const state = running.state();
      const now = Date.now() + state.clockOffsetMs;
      return trayView(state, { ...speechOf(state), now, platform: platform.system });
    },
    click: (click) => void clicks.click(click),
    toggle: () => panel.toggle(),
    assets: join(root, 'assets'),
  });
  if (!silently) panel.show();
  if ((await host) !== 'none') return;
  running.report({ kind: 'no-tray-host', desktop: platform.env['XDG_CURRENT_DESKTOP'] ?? null });
  // Without a tray there is no other way to open it.
  panel.show();
}
