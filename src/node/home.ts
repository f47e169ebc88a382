import type { Environment } from '../core/environment.ts';
import type { Result } from '../core/result.ts';
import { failed, ok } from '../core/result.ts';
import { expand } from './expanded-path.ts';
import { refusalIn } from './files/file-refused.ts';
import { ensurePrivateFolder } from './files/private-file.ts';
import { type Machine, thisMachine } from './machine.ts';

/** Rolekeeper's folder (mode 0700) and its files (mode 0600). */
export interface Home {
  readonly folder: string;
  readonly settingsFile: string;
  readonly stateFile: string;
  /**
   * The key with which Rolekeeper signs the sections that it writes to a credentials file. It is
   * not in `state.db`, because a corrupt `state.db` is replaced.
   */
  readonly keyFile: string;
  /** MFA sessions, encrypted with a key in the system's keychain. */
  readonly secretsFile: string;
  /**
   * The tokens of the credentials endpoint, one file for each role. The endpoint creates this
   * folder when it is first used.
   */
  readonly endpointFolder: string;
  readonly locksFolder: string;
  readonly backupsFolder: string;
  readonly logsFolder: string;
}

/**
 * Returns the folder of Rolekeeper's files, which is ROLEKEEPER_HOME, or if that is not set:
 *
 * - Linux: `$XDG_CONFIG_HOME/rolekeeper`, by default `~/.config/rolekeeper`
 * - macOS: `~/Library/Application Support/Rolekeeper`
 * - Windows: `%LOCALAPPDATA%\Rolekeeper`
 */
export function rolekeeperHome(env: Environment, machine: Machine = thisMachine): string {
  const { paths: path, system, homeFolder } = machine;
  const configured = valueOrNull(env['ROLEKEEPER_HOME']);
  if (configured !== null) return path.resolve(expand(configured, env, machine));
  if (system === 'win32') {
    const user = valueOrNull(env['USERPROFILE']) ?? homeFolder();
    return path.join(
      valueOrNull(env['LOCALAPPDATA']) ?? path.join(user, 'AppData', 'Local'),
      'Rolekeeper',
    );
  }
  const user = valueOrNull(env['HOME']) ?? homeFolder();
  if (system === 'darwin') return path.join(user, 'Library', 'Application Support', 'Rolekeeper');
  const config = valueOrNull(env['XDG_CONFIG_HOME']);
  // The XDG base directory specification requires that a relative path is ignored.
  return path.join(
    config !== null && path.isAbsolute(config) ? config : path.join(user, '.config'),
    'rolekeeper',
  );
}

export function homeAt(folder: string, machine: Machine = thisMachine): Home {
  const { paths: path } = machine;
  return {
    folder,
    settingsFile: settingsFileIn(folder, machine),
    stateFile: path.join(folder, 'state.db'),
    keyFile: path.join(folder, 'home-key'),
    secretsFile: path.join(folder, 'mfa-sessions.json'),
    endpointFolder: path.join(folder, 'endpoint'),
    locksFolder: path.join(folder, 'locks'),
    backupsFolder: path.join(folder, 'backups'),
    logsFolder: path.join(folder, 'logs'),
  };
}

/**
 * Returns the path of settings.json. Faster than `homeAt` for a caller that needs no other path.
 */
export function settingsFileIn(folder: string, { paths }: Machine = thisMachine): string {
  return paths.join(folder, 'settings.json');
}

/**
 * Creates Rolekeeper's folders and removes other users' access to them. Fails with
 * `state-unavailable` and the code `foreign-owner` (another user owns a folder), `shared-folder`
 * (another user can replace it), `not-a-folder`, or a code of the system.
 */
export function ensureHome(folder: string, machine = thisMachine): Result<Home> {
  const home = homeAt(folder, machine);
  let at = folder;
  try {
    // Only this folder can be a symbolic link, because dotfile managers create such links.
    ensurePrivateFolder(folder, 'followed', machine);
    for (at of [home.locksFolder, home.backupsFolder, home.logsFolder])
      ensurePrivateFolder(at, 'refused', machine);
    return ok(home);
  } catch (error) {
    return failed({ kind: 'state-unavailable', file: at, ...refusalIn(error) });
  }
}

function valueOrNull(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
