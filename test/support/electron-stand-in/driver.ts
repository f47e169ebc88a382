// Runs main's entry file, whose path is in argv, with the stand-in for `electron`. Messages of the
// test control this process.
import type * as Electron from 'electron';
import { flushCompileCache, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { systemRequests, order, preventable } from './order.ts';
import type { Command, Commands, Emitted, MenuLine, Reply, PageMessageSent } from './commands.ts';
import { passTime, watchTimers } from './passing-time.ts';
import { desktop } from './desktop-behaviour.ts';

// Electron sets this path to the folder of app.asar.
const resources = process.argv.find((word) => word.startsWith('--stand-in-resources='));
Object.assign(process, { resourcesPath: resources?.split('=')[1] ?? '/nonexistent' });

const standIn = new URL('electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});
const {
  boxes,
  app,
  clipboard,
  ipcMain,
  nativeTheme,
  placesToSave,
  globalShortcut,
  powerMonitor,
  screen,
  schemes,
  systemProxies,
} = await import('./electron.ts');
const { notices, trays } = await import('./tray-and-notices.ts');
const { toPages, windows } = await import('./windows.ts');

const panelFrame = { url: 'app://panel/', parent: null };

const commands: Commands = {
  facts: () => ({
    trays: trays.map(({ image, toolTip, menuSetCount, menuExportCount, guid, at }) => ({
      image,
      toolTip,
      menuSetCount,
      menuExportCount,
      guid,
      at,
    })),
    windows: windows.map((window) => ({
      visible: window.isVisible(),
      onScreen: window.isOnScreen(),
      focused: window.isFocused(),
      alwaysOnTop: window.alwaysOnTop,
      background: window.background,
      loads: window.loads,
      url: window.url,
      bounds: window.bounds,
      options: structuredClone(window.options),
      sent: window.webContents.sent,
    })),
    notices: notices.all.map(({ title = '', body = '', id = '' }) => ({ title, body, id })),
    systemRequests: systemRequests,
    paths: Object.fromEntries(app.paths),
    channels: ipcMain.eventNames().map(String),
  }),
  menu: () => lines(trays[0]?.menu?.template ?? []),
  click: (id) => {
    const item = found(trays[0]?.menu?.template ?? [], id);
    if (item === null) throw new Error(`the menu has no item ${id}`);
    if (item.enabled === false) throw new Error(`the menu item ${id} is disabled`);
    (item.click as (() => void) | undefined)?.();
  },
  openMenu: (submenu) => trays[0]?.opens(submenu ?? null),
  closeMenu: () => trays[0]?.closes(),
  clickNotice: (id) => notices.click(id),
  noticeTimesOut: (id) => notices.timesOut(id),
  clickNoticeOfEarlierRun: () => notices.clickOfEarlierRun(),
  setDesktop: (changes) => desktop.change(changes),
  failUncaught: (message) => {
    setImmediate(() => {
      throw new Error(message);
    });
    void Promise.reject(new Error(message));
  },
  setWindowName: (name) => {
    const page = windows[0]?.webContents.mainFrame;
    if (page !== undefined) page.name = name;
  },
  minimizeWindow: () => windows[0]?.minimize(),
  endSession: (isForced) => {
    const asked = preventable();
    windows[0]?.emit('query-session-end', asked);
    if (asked.defaultPrevented && !isForced) return;
    emit('window', 'session-end');
    process.kill(process.pid, 'SIGKILL');
  },
  shutDown: () => {
    const asked = preventable();
    powerMonitor.emit('shutdown', asked);
    return asked.defaultPrevented;
  },
  invoke: async (channel, values, frame = panelFrame) => {
    const handler = ipcMain.handlers.get(channel);
    if (handler === undefined) throw new Error(`main has no handler for ${channel}`);
    return structuredClone<unknown>(
      await handler({ senderFrame: frame }, ...structuredClone(values)),
    );
  },
  send: (channel, values, frame = panelFrame) => {
    ipcMain.emit(channel, { senderFrame: frame }, ...structuredClone(values));
  },
  fetch: async (url, init = {}) => {
    const handler = schemes.get('app');
    if (handler === undefined) throw new Error('main has no handler for app:');
    const response = await handler(
      Object.assign(
        new Request(url, { method: init.method ?? 'GET' }),
        init.initiatorOrigin === undefined ? {} : { initiatorOrigin: init.initiatorOrigin },
      ),
    );
    const body = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(body);
    return { status: response.status, headers: Object.fromEntries(response.headers), body, text };
  },
  emit,
  emits: (all) => all.forEach((each) => emit(...each)),
  passTime,
  setLoginItem: (state) => app.loginItem.changeTo(state),
  darkTaskbar: (isDark) => nativeTheme.paintTaskbar(isDark),
  holdDialogs: () => {
    boxes.stayOpen = true;
  },
  navigate: (event, url) => {
    let prevented = false;
    windows[0]?.webContents.emit(event, { url, preventDefault: () => (prevented = true) });
    return prevented;
  },
  openWindow: (url) =>
    windows[0]?.webContents.openHandler?.({ url } as Electron.HandlerDetails).action ?? 'allow',
  dragWindow: (bounds) => windows[0]?.drag(bounds),
  moveHiddenWindow: (to) => windows[0]?.setBounds(to),
  closeWindow: () => windows[0]?.close() ?? true,
  answer: (button) => boxes.answer(button),
  saveTo: (path) => void placesToSave.push(path),
  proxies: (byHost) => {
    systemProxies.clear();
    for (const [host, answer] of Object.entries(byHost)) systemProxies.set(host, answer);
  },
  clipboard: async () => clipboard.readText(),
  otherClipboardFormats: async () => {
    const marks = Object.entries(clipboard.entries).filter(([format]) => format !== 'text/plain');
    const read = marks.map(async ([format, content]) => {
      const bytes = typeof content === 'string' ? content : await content.text();
      return [format, bytes] as const;
    });
    return Object.fromEntries(await Promise.all(read));
  },
  shortcuts: () => [...globalShortcut.registered.keys()],
  pressShortcut: (keys) => globalShortcut.registered.get(keys)?.(),
  quit: () => app.quit(),
  quits: (all) => {
    all.forEach((each) => emit(...each));
    return app.quit();
  },
};

function emit(...[of, event, ...values]: Emitted): void {
  if (of === 'window' && event === 'blur') return windows[0]?.blur();
  const emitters = {
    app,
    power: powerMonitor,
    screen,
    tray: trays[0],
    window: windows[0],
    page: windows[0]?.webContents,
  };
  emitters[of]?.emit(event, preventable(), ...values);
}

function lines(template: readonly Electron.MenuItemConstructorOptions[]): readonly MenuLine[] {
  return template.map(
    ({ id = '', type = 'normal', label = '', checked, enabled = true, submenu }) => ({
      id,
      type,
      label,
      enabled,
      checked: checked ?? null,
      items: Array.isArray(submenu) ? lines(submenu) : [],
    }),
  );
}

function found(
  template: readonly Electron.MenuItemConstructorOptions[],
  id: string,
): Electron.MenuItemConstructorOptions | null {
  for (const item of template) {
    const inside =
      item.id === id ? item : Array.isArray(item.submenu) ? found(item.submenu, id) : null;
    if (inside !== null) return inside;
  }
  return null;
}

// Most tests kill main. A killed process does not save its compiled code for the next process.
let hasWrittenCode = false;
process.on('message', (command: Command) => {
  if (trays.length > 0 && !hasWrittenCode) {
    hasWrittenCode = true;
    flushCompileCache();
  }
  const call: (...values: never[]) => unknown = commands[command.name];
  const reply = (answer: Reply): void => void process.send?.(answer);
  Promise.resolve()
    .then(() => call(...(command.values as never[])))
    .then((value) => reply({ id: command.id, value }))
    .catch((error: unknown) => reply({ id: command.id, error: String(error) }));
});

toPages.on('sent', (sent) => void process.send?.({ sent } satisfies PageMessageSent));

watchTimers();
await import(pathToFileURL(process.argv[2] ?? '').href);
order.entryHasRun();
process.send?.({ id: 0, value: performance.now() } satisfies Reply);
