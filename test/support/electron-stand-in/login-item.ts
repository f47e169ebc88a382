import type * as Electron from 'electron';
import { recordRequest } from './order.ts';
import { platform } from './platform.ts';

type Status = Electron.LoginItemSettings['status'];
export type LoginItemState = Status | 'switched-off';

const given = process.argv.find((word) => word.startsWith('--stand-in-login-item='))?.split('=')[1];

/**
 * The login item of macOS, or the registry values Run and StartupApproved of Windows.
 * `--stand-in-login-item=STATE` sets the state that the system reports when main starts.
 */
export class LoginItem {
  #status: Status = 'not-registered';
  #command: string | null = null;
  #isApproved = true;

  constructor() {
    this.changeTo((given ?? 'not-registered') as LoginItemState);
  }

  /** Changes the state, as the user can in the system's own settings. */
  changeTo(state: LoginItemState): void {
    if (platform.system === 'darwin') this.#status = state as Status;
    this.#isApproved = state !== 'switched-off';
    if (state === 'not-registered') this.#command = null;
    else this.#command ??= commandLine('', ['--hidden']);
  }

  /** Does what `GetLoginItemSettings` does in browser_mac.mm and browser_win.cc. */
  read(
    options: Electron.LoginItemSettingsOptions = {},
  ): Pick<
    Electron.LoginItemSettings,
    'executableWillLaunchAtLogin' | 'openAtLogin' | 'status' | 'wasOpenedAtLogin'
  > {
    if (platform.system === 'linux')
      throw new Error('getLoginItemSettings exists only on macOS and Windows');
    const wasOpenedAtLogin = process.argv.includes('--stand-in-opened-at-login');
    const { path = '', args = [] } = options;
    if (platform.system === 'darwin')
      return {
        openAtLogin: this.#status === 'enabled',
        status: this.#status,
        wasOpenedAtLogin,
        executableWillLaunchAtLogin: false,
      };
    const lookup = programIn(path === '' ? platform.execPath : path).toLowerCase();
    return {
      openAtLogin: this.#command === commandLine(path, args),
      status: 'not-registered',
      wasOpenedAtLogin: false,
      executableWillLaunchAtLogin:
        this.#command !== null &&
        programIn(this.#command).toLowerCase() === lookup &&
        this.#isApproved,
    };
  }

  /** Does what `SetLoginItemSettings` does in browser_mac.mm and browser_win.cc. */
  write(settings: Electron.Settings): void {
    if (platform.system === 'linux')
      throw new Error('setLoginItemSettings exists only on macOS and Windows');
    recordRequest('login-item', settings);
    const { openAtLogin = false, path = '', args = [] } = settings;
    this.#command = openAtLogin ? commandLine(path, args) : null;
    this.#isApproved = true;
    // If the user has switched a program off, SMAppService does not register it again
    // (kSMErrorLaunchDeniedByUser).
    const isDenied = openAtLogin && this.#status === 'requires-approval';
    if (!isDenied) this.#status = openAtLogin ? 'enabled' : 'not-registered';
  }
}

/**
 * Joins path and arguments like `FormatCommandLineString` in browser_win.cc, which quotes a path
 * with a space.
 */
function commandLine(path: string, args: readonly string[]): string {
  const program = path === '' ? platform.execPath : path.replace(/^"(.*)"$/, '$1');
  return [/\s/.test(program) ? `"${program}"` : program, ...args].join(' ');
}

/**
 * Returns the program of a command line, like `base::CommandLine`. A path without quotes ends at
 * its first space.
 */
function programIn(command: string): string {
  const [, quoted, bare = ''] = /^(?:"([^"]*)"|(\S*))/.exec(command) ?? [];
  return quoted ?? bare;
}
