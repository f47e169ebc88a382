// The parts of Electron that src/main uses, for running main in Node. Throws if main makes calls in
// an order that Electron refuses.
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import { closeSync, existsSync, lstatSync, openSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { clipboard, ClipboardItem } from './clipboard.ts';
import { platform } from './platform.ts';
import type { Frozen, StateAtEnd } from './commands.ts';
import { LoginItem } from './login-item.ts';
import { recordRequest, systemRequests, order, preventable } from './order.ts';
import { desktop } from './desktop-behaviour.ts';
import { nativeImage, Menu, Notification, Tray } from './tray-and-notices.ts';
import { utilityProcess } from './utility-process.ts';
import { BrowserWindow, windows } from './windows.ts';

export {
  BrowserWindow,
  clipboard,
  ClipboardItem,
  Menu,
  nativeImage,
  Notification,
  Tray,
  utilityProcess,
};

/**
 * A secret in an error message of the stand-in, because some libraries write secrets into their
 * error messages.
 */
const SECRET = 'wJalrXUtnFEMIK7MDENG';

class App extends EventEmitter {
  readonly isPackaged = process.argv.includes('--stand-in-packaged');
  readonly paths = new Map<string, string>();
  readonly commandLine = {
    hasSwitch: (name: string) => process.argv.includes(`--${name}`),
    getSwitchValue: (name: string) =>
      process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
    appendSwitch: (name: string, value: string) => {
      order.before('appendSwitch');
      recordRequest('switch', `${name}=${value}`);
    },
  };
  #lock: string | null = null;
  #quitting = false;
  readonly loginItem = new LoginItem();

  getPath(name: string): string {
    const path = name === 'downloads' ? process.env['HOME'] : this.paths.get(name);
    if (path === undefined) throw new Error(`the stand-in does not know the path ${name}`);
    return path;
  }

  setPath(name: string, path: string): void {
    order.before(`setPath(${name})`);
    if (order.locked)
      throw new Error(`setPath(${name}) must be called before requestSingleInstanceLock`);
    if (!existsSync(path)) throw new Error(`${path} does not exist`);
    this.paths.set(name, path);
  }

  getPreferredSystemLanguages(): string[] {
    order.after('getPreferredSystemLanguages');
    return [process.env['STAND_IN_LANGUAGE'] ?? 'en-GB'];
  }

  getVersion(): string {
    return '0.0.0';
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    order.locked = true;
    recordRequest('lock', additionalData);
    const lock = join(this.getPath('userData'), 'stand-in.lock');
    // Chromium never takes over a lock of another computer (process_singleton_posix.cc).
    const chromiums = join(this.getPath('userData'), 'SingletonLock');
    const isThere = lstatSync(chromiums, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (isThere && !readlinkSync(chromiums).startsWith(`${hostname()}-`)) return false;
    try {
      closeSync(openSync(lock, 'wx'));
      this.#lock = lock;
      return true;
    } catch {
      return false;
    }
  }

  whenReady(): Promise<void> {
    return order.whenReady;
  }

  enableSandbox(): void {
    order.before('enableSandbox');
    recordRequest('sandbox', true);
  }

  setAppUserModelId(id: string): void {
    this.paths.set('appUserModelId', id);
  }

  setToastActivatorCLSID(id: string): void {
    if (platform.system !== 'win32')
      throw new Error('setToastActivatorCLSID exists only on Windows');
    order.before('setToastActivatorCLSID');
    this.paths.set('toastActivator', id);
  }

  isInApplicationsFolder(): boolean {
    if (platform.system !== 'darwin')
      throw new Error('isInApplicationsFolder exists only on macOS');
    return !process.argv.includes('--stand-in-elsewhere');
  }

  moveToApplicationsFolder(): boolean {
    recordRequest('moved-to-applications', null);
    return true;
  }

  isReady(): boolean {
    return order.ready;
  }

  setActivationPolicy(policy: string): void {
    if (platform.system !== 'darwin') throw new Error('setActivationPolicy exists only on macOS');
    recordRequest('activation-policy', policy);
  }

  getLoginItemSettings(options?: Electron.LoginItemSettingsOptions): ReturnType<LoginItem['read']> {
    return this.loginItem.read(options);
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.loginItem.write(settings);
  }

  /** Returns true unless the quit was prevented. Electron's own `quit` returns nothing. */
  quit(): boolean {
    if (this.#quitting) return true;
    const event = preventable();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return false;
    // A window that hides instead of closing cancels the quit.
    if (!windows.slice().every((window) => window.close())) return false;
    this.#quitting = true;
    recordRequest('quit', null);
    this.exit(0);
    return true;
  }

  exit(code = 0): void {
    if (this.#lock !== null) rmSync(this.#lock, { force: true });
    void clipboard.readText().then((clipboardAtEnd) => {
      const end = (): void => process.exit(code);
      if (process.send?.({ clipboardAtEnd, systemRequests } satisfies StateAtEnd, end) !== true)
        end();
    });
  }
}

export const app = new App();
app satisfies Pick<
  Electron.App,
  | 'isPackaged'
  | 'getPath'
  | 'setPath'
  | 'getPreferredSystemLanguages'
  | 'getVersion'
  | 'requestSingleInstanceLock'
  | 'whenReady'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'setActivationPolicy'
  | 'setLoginItemSettings'
  | 'quit'
  | 'exit'
>;

type Handler = (event: unknown, ...values: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.handlers.set(channel, handler);
  }
}

export const ipcMain = new IpcMain();
class GlobalShortcut {
  readonly registered = new Map<string, () => void>();

  register(accelerator: string, press: () => void): boolean {
    order.after('globalShortcut.register');
    if (desktop.behaviour.shortcut === 'unknown-key')
      throw new TypeError('Error processing argument');
    if (desktop.behaviour.shortcut === 'taken' || this.registered.has(accelerator)) return false;
    this.registered.set(accelerator, press);
    return true;
  }

  unregister(accelerator: string): void {
    this.registered.delete(accelerator);
  }
}

export const globalShortcut = new GlobalShortcut();

class PowerMonitor extends EventEmitter {
  getSystemIdleTime(): number {
    return desktop.behaviour.idleSeconds;
  }

  getSystemIdleState(threshold: number): 'active' | 'idle' | 'locked' {
    if (desktop.behaviour.screen === 'locked') return 'locked';
    return desktop.behaviour.idleSeconds >= threshold ? 'idle' : 'active';
  }
}

export const powerMonitor = new PowerMonitor();

export const schemes = new Map<string, (request: Request) => Response | Promise<Response>>();

export const protocol = {
  registerSchemesAsPrivileged: (customSchemes) => {
    order.before('registerSchemesAsPrivileged');
    recordRequest('privileges', structuredClone(customSchemes));
  },
} satisfies Pick<typeof Electron.protocol, 'registerSchemesAsPrivileged'>;

/**
 * What a PAC script answers for each host name (`*`: all other hosts): a list of proxies, `never`
 * (no answer) or `rejects`. Chromium runs the script for each URL, and waits for a silent PAC
 * server without a limit.
 */
export const systemProxies = new Map<string, string>();

const defaultSession = {
  protocol: {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      schemes.set(scheme, handler);
    },
  },
  permissions: { request: null as unknown, check: null as unknown },
  setPermissionRequestHandler(handler: unknown): void {
    this.permissions.request = handler;
  },
  setPermissionCheckHandler(handler: unknown): void {
    this.permissions.check = handler;
  },
  resolveProxy: (url: string) => {
    const { hostname } = new URL(url);
    recordRequest('resolve-proxy', url);
    const answer = systemProxies.get(hostname) ?? systemProxies.get('*') ?? 'DIRECT';
    if (answer === 'never') return new Promise<string>(() => undefined);
    return answer === 'rejects' ? Promise.reject(new Error('ERR_FAILED')) : Promise.resolve(answer);
  },
  setProxy: () => Promise.resolve(),
};

const sessions = new Map([['', defaultSession]]);

export const session = {
  fromPartition: (partition: string) => {
    order.after('session.fromPartition');
    if (desktop.behaviour.start === 'fails')
      throw new Error(`the partition cannot be opened: password=${SECRET}`);
    const known = sessions.get(partition) ?? {
      ...defaultSession,
      permissions: { request: null, check: null },
    };
    sessions.set(partition, known);
    return known;
  },
  get defaultSession() {
    order.after('session.defaultSession');
    return defaultSession;
  },
};

class NativeTheme extends EventEmitter {
  shouldUseDarkColorsForSystemIntegratedUI = false;

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  #source: Electron.NativeTheme['themeSource'] = 'system';

  paintTaskbar(isDark: boolean): void {
    this.shouldUseDarkColorsForSystemIntegratedUI = isDark;
    this.emit('updated');
  }

  get themeSource(): Electron.NativeTheme['themeSource'] {
    return this.#source;
  }

  set themeSource(source: Electron.NativeTheme['themeSource']) {
    this.#source = source;
    recordRequest('theme', source);
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme();

/** Returns a display whose work area has this height. */
function displayOf(height: number): Electron.Display {
  const y = platform.system === 'win32' ? 0 : 24;
  return {
    bounds: { x: 0, y: 0, width: 1440, height: height + (y === 0 ? 48 : y) },
    workArea: { x: 0, y, width: 1440, height },
  } as Electron.Display;
}

class Screen
  extends EventEmitter
  implements
    Pick<typeof Electron.screen, 'getAllDisplays' | 'getDisplayMatching' | 'getPrimaryDisplay'>
{
  getAllDisplays(): Electron.Display[] {
    order.after('screen');
    return desktop.behaviour.workAreas.map(displayOf);
  }

  getPrimaryDisplay(): Electron.Display {
    order.after('screen');
    return displayOf(desktop.behaviour.workAreas[0] ?? 0);
  }

  getDisplayMatching(): Electron.Display {
    return this.getPrimaryDisplay();
  }
}

export const screen = new Screen();

export const shell = {
  openExternal: (url) => {
    recordRequest('open-external', url);
    return desktop.behaviour.browser === 'opens'
      ? Promise.resolve()
      : Promise.reject(new Error('Failed to open: No application is registered (0x483)'));
  },
  openPath: (path) => {
    recordRequest('open-path', path);
    return Promise.resolve(
      desktop.behaviour.browser === 'opens' ? '' : 'no program can open this path',
    );
  },
} satisfies Pick<typeof Electron.shell, 'openExternal' | 'openPath'>;

/** The paths that the user chooses in the next save dialogs. If there is none, the user cancels. */
export const placesToSave: string[] = [];

/** Message boxes and the user's answers, as button indexes. */
class Boxes {
  /** True if a message box without an answer stays open; otherwise, the user cancels it. */
  stayOpen = false;
  readonly #answers: number[] = [];
  #open: ((button: number) => void) | null = null;

  answer(button: number): void {
    if (this.#open === null) this.#answers.push(button);
    else this.#open(button);
    this.#open = null;
  }

  ask(otherwise: number): Promise<number> {
    const given = this.#answers.shift();
    if (given !== undefined || !this.stayOpen) return Promise.resolve(given ?? otherwise);
    return new Promise((done) => {
      this.#open = done;
    });
  }
}

export const boxes = new Boxes();

export const dialog = {
  showMessageBox: async (
    ...given: [Electron.MessageBoxOptions] | [BrowserWindow, Electron.MessageBoxOptions]
  ) => {
    const [options] = given.slice(-1) as [Electron.MessageBoxOptions];
    if (platform.system === 'darwin' && given.length === 1) await freeze(options.message);
    recordRequest('dialog', structuredClone({ ...options, isAttached: given.length === 2 }));
    return { response: await boxes.ask(options.cancelId ?? 0), checkboxChecked: false };
  },
  /** On Linux, an application that is not ready only prints the text (docs/api/dialog.md). */
  showErrorBox: (title: string, content: string) => {
    if (platform.system === 'linux' && !order.ready) process.stderr.write(`${title}\n${content}\n`);
    else recordRequest('error-box', { title, content });
  },
  showSaveDialog: (
    ...given: [Electron.SaveDialogOptions] | [BrowserWindow, Electron.SaveDialogOptions]
  ) => {
    const [options] = given.slice(-1) as [Electron.SaveDialogOptions];
    recordRequest('dialog', structuredClone({ ...options, isAttached: given.length === 2 }));
    const filePath = placesToSave.shift() ?? '';
    return Promise.resolve({ canceled: filePath === '', filePath });
  },
};

/**
 * Blocks the process, as a message box without a window does on macOS (message_box_mac.mm;
 * electron#23319). Tells the test before it blocks.
 */
async function freeze(question: string): Promise<void> {
  await new Promise((sent) => process.send?.({ frozen: question } satisfies Frozen, sent));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

// electron-store imports Electron's default export.
export default { app, ipcMain, shell };
