import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import type { Environment } from '../../core/environment.ts';
import type { Check } from '../../core/contract/check.ts';
import { refuseUnwritable } from '../credentials-file/refuse-unwritable.ts';
import { refuseForeignCode } from '../files/code-file.ts';
import { FileRefused } from '../files/file-refused.ts';
import { errorCode } from '../error-code.ts';
import { thisMachine } from '../machine.ts';
import { statsOf } from './stats-of.ts';
import { isMountPoint } from './mount-point.ts';

/** Checks who can read the AWS files, and whether this user can write the credentials file. */
export function fileChecks(credentialsFile: string, configFile: string): readonly Check[] {
  return [
    ...fileModeChecks(credentialsFile),
    ...folderModeChecks(dirname(credentialsFile)),
    ...configModeChecks(configFile),
    ...mountChecks(credentialsFile),
  ];
}

/**
 * Returns a warning if other users can read the file, and a problem if Rolekeeper would refuse to
 * write keys to it.
 */
function fileModeChecks(path: string): readonly Check[] {
  const stats = statsOf(path);
  const access = refusal(() => refuseUnwritable(path, stats, true));
  if (access !== null) return [{ check: 'file-mode', level: 'bad', facts: access }];
  if (stats === null)
    return [{ check: 'file-mode', level: 'skipped', facts: { path, exists: false } }];
  // Windows uses access lists instead of the mode, and `windowsAccessChecks` checks them.
  if (thisMachine.user === null) return [];
  const bits = Number(stats.mode) & 0o777;
  const mode = bits.toString(8).padStart(4, '0');
  const level = (bits & 0o077) === 0 ? 'good' : 'warning';
  return [{ check: 'file-mode', level, facts: { path, mode } }];
}

/**
 * Checks whether this user can create files in the folder, because each write creates one. Root can
 * write even if the mode forbids it.
 */
function folderModeChecks(path: string): readonly Check[] {
  const stats = statsOf(path);
  if (stats === null) return dirname(path) === path ? [] : folderModeChecks(dirname(path));
  const mode = (Number(stats.mode) & 0o7777).toString(8).padStart(4, '0');
  const facts = { path, mode, owner: Number(stats.uid) };
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return [{ check: 'file-mode', level: 'bad', facts: { ...facts, code } }];
  }
  const isProtected = thisMachine.user !== null && (stats.mode & 0o200n) === 0n;
  return isProtected
    ? [{ check: 'file-mode', level: 'warning', facts: { ...facts, code: 'read-only' } }]
    : [];
}

/**
 * Reports a config file that others can write, because Rolekeeper then runs no program that the
 * file names.
 */
function configModeChecks(path: string): readonly Check[] {
  const access = refusal(() => refuseForeignCode(path));
  return access === null ? [] : [{ check: 'file-mode', level: 'bad', facts: access }];
}

function refusal(check: () => void): Readonly<Record<string, string | number>> | null {
  try {
    check();
    return null;
  } catch (error) {
    if (!(error instanceof FileRefused) || error.access === undefined) return null;
    const { path, owner, mode } = error.access;
    return { path, mode, owner, code: error.code };
  }
}

function mountChecks(path: string): readonly Check[] {
  return isMountPoint(path) ? [{ check: 'mount', level: 'warning', facts: { path } }] : [];
}

/**
 * Compares HOME with USERPROFILE: on Windows, Python tools use the AWS files in USERPROFILE, but
 * Node tools use those in HOME if it is set. In WSL, USERPROFILE names the folder whose AWS files
 * Windows programs use.
 */
export function homeChecks(env: Environment, system = thisMachine.system): readonly Check[] {
  const home = env['HOME'] ?? '';
  const profile = env['USERPROFILE'] ?? '';
  if (home === '' || profile === '' || comparable(home) === comparable(profile)) return [];
  const variables = ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE'];
  if (variables.every((name) => (env[name] ?? '') !== '')) return [];
  const level = system === 'win32' ? 'bad' : 'warning';
  return [{ check: 'home-folder', level, facts: { home, userProfile: profile } }];
}

function comparable(folder: string): string {
  const slashed = folder.replaceAll('\\', '/');
  let end = slashed.length;
  while (end > 0 && slashed[end - 1] === '/') end -= 1;
  return slashed.slice(0, end).toLowerCase();
}
