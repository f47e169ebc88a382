import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Check, CheckLevel } from '../../core/contract/check.ts';
import type { InspectionRequest } from '../../core/app/core-ports.ts';
import type { Backups } from '../../core/ports/backups.ts';
import { isUnfinishedCopy } from '../credentials-file/backup-name.ts';
import { namesIn, temporaryPrefix } from '../credentials-file/temporary-files.ts';
import type { LoginShellPath } from '../programs/login-shell-path.ts';
import type { NetworkSettings } from '../sts/network-settings.ts';
import type { Home } from '../home.ts';
import { systemClock } from '../system-clock.ts';
import { networkFileSystemOf } from '../files/network-file-system.ts';
import { errorCode } from '../error-code.ts';
import { thisMachine } from '../machine.ts';
import { fileChecks, homeChecks } from './file-checks.ts';
import { windowsAccessChecks } from './windows-access-checks.ts';
import { networkChecks } from './network-checks.ts';
import { findTrayHost, type TrayHost } from '../tray-host.ts';

export interface MachineFacts {
  readonly home: Home;
  readonly credentialsFile: string;
  readonly configFile: string;
  readonly network: NetworkSettings;
  readonly backups: Backups;
  /** The PATH of the login shell, or null if Rolekeeper uses the inherited PATH. */
  readonly shell: LoginShellPath | null;
}

/** Runs the doctor's checks of this machine: files, the network to STS and the desktop. */
export async function inspectMachine(
  { home, credentialsFile, configFile, network, backups, shell }: MachineFacts,
  wanted: InspectionRequest,
): Promise<readonly Check[]> {
  return [
    ...fileChecks(credentialsFile, configFile),
    ...(thisMachine.user === null ? await accessChecks(home, credentialsFile) : []),
    ...homeChecks(network.env),
    ...(await networkChecks(network, wanted, systemClock)),
    await stateFileCheck(home.stateFile),
    await backupCheck(home, backups, credentialsFile),
    ...(shell === null ? [] : [shellPathCheck(shell)]),
    ...(thisMachine.system === 'linux' ? [await trayHostCheck(network.env)] : []),
  ];
}

function shellPathCheck(found: LoginShellPath): Check {
  const { shell } = found;
  return found.kind === 'no-path'
    ? { check: 'shell-path', level: 'warning', facts: { shell, why: found.why } }
    : { check: 'shell-path', level: 'good', facts: { shell } };
}

function accessChecks(home: Home, credentialsFile: string): Promise<readonly Check[]> {
  const paths = [
    { path: credentialsFile, isFolder: false },
    { path: home.folder, isFolder: true },
    { path: home.backupsFolder, isFolder: true },
  ];
  const existing = paths.filter(({ path }) => existsSync(path));
  return windowsAccessChecks(existing, thisMachine);
}

const TRAY_LEVELS: Readonly<Record<TrayHost, CheckLevel>> = {
  present: 'good',
  none: 'warning',
  'no-desktop': 'skipped',
  unknown: 'skipped',
};

/**
 * Checks whether the desktop can show a tray icon. A missing tray is only a warning, because only
 * the application needs a tray.
 */
async function trayHostCheck(env: NetworkSettings['env']): Promise<Check> {
  const host = await findTrayHost(env);
  const facts = { host, desktop: env['XDG_CURRENT_DESKTOP'] ?? null };
  return { check: 'tray-host', level: TRAY_LEVELS[host], facts };
}

/**
 * Checks the file of the session database. A network file system is a warning, because locks work
 * there only if its server supports them.
 */
export async function stateFileCheck(path: string, machine = thisMachine): Promise<Check> {
  try {
    await stat(path);
    const fileSystem = networkFileSystemOf(path, machine);
    if (fileSystem !== null)
      return { check: 'state', level: 'warning', facts: { path, fileSystem } };
    return { check: 'state', level: 'good', facts: { path } };
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT'
      ? { check: 'state', level: 'good', facts: { path, exists: false } }
      : { check: 'state', level: 'bad', facts: { path, code } };
  }
}

/**
 * Counts the backups and the files that killed processes left. Such files contain secrets until the
 * next write or purge removes them.
 */
async function backupCheck(home: Home, backups: Backups, credentialsFile: string): Promise<Check> {
  const list = await backups.list();
  const path = home.backupsFolder;
  if (!list.ok)
    return { check: 'backups', level: 'warning', facts: { path, trouble: list.failure.kind } };
  const beside = temporaryPrefix(credentialsFile);
  const leftovers =
    namesIn(path).filter(isUnfinishedCopy).length +
    namesIn(dirname(credentialsFile)).filter((name) => name.startsWith(beside)).length;
  const facts = { path, files: list.value.length, ...(leftovers > 0 && { leftovers }) };
  return { check: 'backups', level: leftovers > 0 ? 'warning' : 'good', facts };
}
