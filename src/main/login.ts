import { app, dialog, type BrowserWindow } from 'electron';
import type { App } from '../core/contract/app.ts';
import type { AppState, LoginItem } from '../core/contract/app-state.ts';
import { errorCode } from '../node/error-code.ts';
import {
  autostartFile,
  hiddenSwitch,
  isAutostartOn,
  ownExecutable,
  setAutostart,
  unusablePathCode,
} from './autostart.ts';
import { platform } from './platform.ts';
import { languageOf } from './language.ts';
import type { WaitingQuestions } from './waiting-questions.ts';

/**
 * True if the system started the application at login. On macOS, login items get no arguments, so
 * Electron is asked.
 */
export function startedSilently(argv: readonly string[]): boolean {
  return (
    argv.includes(hiddenSwitch) ||
    (platform.system === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  );
}

export interface LoginDependencies {
  readonly core: Pick<App, 'api' | 'report' | 'showLoginItem' | 'state'>;
  readonly questions: Pick<WaitingQuestions, 'add'>;
  readonly whileAsking: <T>(ask: (window: BrowserWindow) => Promise<T>) => Promise<T>;
}

/**
 * Applies the setting "Start at login". Asks the user for it once, when a role that is switched on
 * has a session, because refreshes would otherwise end at a restart of the computer.
 */
export class StartAtLogin {
  readonly #dependencies: LoginDependencies;
  #applied: boolean | undefined;
  #wasApplied = false;
  #asked = false;

  constructor(dependencies: LoginDependencies) {
    this.#dependencies = dependencies;
  }

  onChange(state: AppState): void {
    const { roles } = state;
    const { startAtLogin } = state.preferences;
    // In a source tree, the executable is Electron itself, which must not start at login.
    if (!app.isPackaged) return;
    if (startAtLogin !== this.#applied) {
      const applying = this.#apply(startAtLogin ?? false, this.#wasApplied);
      void applying.then(() => this.check());
    }
    this.#applied = startAtLogin;
    this.#wasApplied = true;
    if (startAtLogin === undefined && !this.#asked) {
      if (!roles.some(({ kept, session }) => kept && session.state === 'active')) return;
      this.#asked = true;
      this.#dependencies.questions.add(() => this.#ask());
    }
  }

  /**
   * Shows whether the system starts Rolekeeper at login. The user can change this outside
   * Rolekeeper.
   */
  check(): void {
    const { core } = this.#dependencies;
    if (!app.isPackaged) return;
    const { startAtLogin = false } = core.state().preferences;
    core.showLoginItem(startAtLogin ? loginItemState() : 'as-set');
  }

  async #ask(): Promise<void> {
    const { core, whileAsking } = this.#dependencies;
    const state = core.state();
    // The user may have changed the setting meanwhile, which answers the question.
    if (state.preferences.startAtLogin !== undefined) return;
    const { title, detail, confirm, cancel } = languageOf(state).words.application.askStartAtLogin;
    const buttons = [confirm, cancel];
    const { response } = await whileAsking((window) =>
      dialog.showMessageBox(window, {
        type: 'question',
        message: title,
        detail,
        buttons,
        defaultId: 0,
        cancelId: 1,
      }),
    );
    await core.api.preferences.set({ changes: { startAtLogin: response === 0 } });
  }

  /**
   * Applies the setting. Enables a login item that the user disabled in the system's settings only
   * if `changed` (the user has just changed the setting).
   */
  async #apply(on: boolean, changed: boolean): Promise<void> {
    if (platform.system === 'win32') {
      const item = windowsItem();
      // `openAtLogin` is also true for an entry that the user disabled in the task manager of
      // Windows.
      if (changed || app.getLoginItemSettings(item).openAtLogin !== on)
        app.setLoginItemSettings({ openAtLogin: on, ...item });
    } else if (platform.system === 'darwin') {
      const { status } = app.getLoginItemSettings();
      // `requires-approval` means that the user disabled the login item in the system's settings.
      const isRegistered = status === 'enabled' || status === 'requires-approval';
      if (changed || isRegistered !== on) app.setLoginItemSettings({ openAtLogin: on });
    } else {
      const file = autostartFile(platform.env);
      const executable = ownExecutable(platform.env, platform.execPath);
      try {
        await setAutostart(file, executable, on, changed);
      } catch (error) {
        const code = errorCode(error);
        if (code === null) throw error;
        this.#dependencies.core.report({
          kind: 'start-at-login-failed',
          file: code === unusablePathCode ? executable : file,
          code,
        });
      }
    }
  }
}

function loginItemState(): LoginItem {
  if (platform.system === 'win32')
    return app.getLoginItemSettings(windowsItem()).executableWillLaunchAtLogin
      ? 'as-set'
      : 'switched-off';
  if (platform.system === 'linux')
    return isAutostartOn(autostartFile(platform.env)) ? 'as-set' : 'switched-off';
  const { status } = app.getLoginItemSettings();
  if (status === 'requires-approval') return 'needs-approval';
  return status === 'enabled' ? 'as-set' : 'switched-off';
}

/**
 * Returns the login item of Windows. Quotes its path, because Electron cuts an unquoted path at its
 * first space (electron#53911).
 */
function windowsItem(): { path: string; args: string[] } {
  return { path: `"${platform.execPath}"`, args: [hiddenSwitch] };
}
