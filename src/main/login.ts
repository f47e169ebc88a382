import { app, dialog } from 'electron';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { App } from '../core/app.ts';
import type { AppState } from '../core/app-state.ts';
import { en } from '../views/words/en.ts';

/** Given by what starts the application at login: the panel stays hidden then. */
const hiddenSwitch = '--hidden';

/** True where nobody is there to look at a panel. macOS hands no arguments to a login item. */
export function startedSilently(argv: readonly string[]): boolean {
  return argv.includes(hiddenSwitch) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
}

/** Follows the setting, and asks for it once: after the first role was switched on, since a refresher that is off after a reboot breaks its promise. */
export class StartAtLogin {
  readonly #running: Pick<App, 'api'>;
  #applied: boolean | undefined;
  #asked = false;

  constructor(running: Pick<App, 'api'>) {
    this.#running = running;
  }

  changed({ roles, preferences: { startAtLogin } }: AppState): void {
    if (startAtLogin === undefined) {
      if (app.isPackaged && !this.#asked && roles.some(({ kept, session }) => kept && session.state === 'active'))
        void this.#ask();
    } else if (startAtLogin !== this.#applied) {
      this.#applied = startAtLogin;
      void setStartAtLogin(startAtLogin);
    }
  }

  async #ask(): Promise<void> {
    this.#asked = true;
    const { title, detail, confirm, cancel } = en.application.askStartAtLogin;
    const buttons = [confirm, cancel];
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: title,
      detail,
      buttons,
      defaultId: 0,
      cancelId: 1,
    });
    await this.#running.api.preferences.set({ changes: { startAtLogin: response === 0 } });
  }
}

/** Starts the application at login from now on, or no longer. */
async function setStartAtLogin(on: boolean): Promise<void> {
  // From a source tree the executable is Electron's own: nothing that a login should start.
  if (!app.isPackaged) return;
  if (process.platform !== 'linux') {
    app.setLoginItemSettings(
      process.platform === 'win32' ? { openAtLogin: on, args: [hiddenSwitch] } : { openAtLogin: on },
    );
    return;
  }
  const file = autostartFile(process.env);
  if (!on) return rm(file, { force: true });
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, autostartEntry(process.env['APPIMAGE'] ?? process.execPath));
}

/** freedesktop.org, Desktop Application Autostart Specification. */
export function autostartFile(env: Readonly<Record<string, string | undefined>>): string {
  const config = env['XDG_CONFIG_HOME'] ?? '';
  const folder = isAbsolute(config) ? config : join(env['HOME'] ?? homedir(), '.config');
  return join(folder, 'autostart', 'app.rolekeeper.Rolekeeper.desktop');
}

/** freedesktop.org, Desktop Entry Specification: a quoted argument of Exec escapes `"`, `` ` ``, `$` and `\`, once more as a string, and `%`. */
export function autostartEntry(executable: string): string {
  const quoted = executable
    .replace(/["`$\\]/g, '\\$&')
    .replace(/\\/g, '\\\\')
    .replace(/%/g, '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rolekeeper',
    'Comment=Keeps temporary AWS role credentials fresh',
    `Exec="${quoted}" ${hiddenSwitch}`,
    'Icon=rolekeeper-tray',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
