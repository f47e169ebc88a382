import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Check, CheckLevel } from '../core/contract/check.ts';
import type { Backups } from '../core/ports.ts';
import { isUnfinishedCopy } from './credentials-file/backup-name.ts';
import { refuseUnwritable } from './credentials-file/refuse-unwritable.ts';
import { namesIn, temporaryPrefix } from './credentials-file/temporary-files.ts';
import { refuseForeignCode } from './files/code-file.ts';
import { FileRefused } from './files/file-refused.ts';
import { readCaBundle } from './sts/certificate-authorities.ts';
import { proxyFor } from '../core/aws-config/proxy.ts';
import type { NetworkSettings } from './sts/network-settings.ts';
import { caBundleOf } from './sts/network-settings.ts';
import type { Home } from './home.ts';
import { errorCode } from './state/sqlite.ts';
import { findTrayHost, type TrayHost } from './tray-host.ts';

export interface MachineFacts {
  readonly home: Home;
  readonly credentialsFile: string;
  readonly configFile: string;
  readonly way: NetworkSettings;
  readonly backups: Backups;
}

/** The doctor's checks that only the machine can answer: who may read the file, the way to STS, Rolekeeper's own files. */
export async function inspectMachine({
  home,
  credentialsFile,
  configFile,
  way,
  backups,
}: MachineFacts): Promise<readonly Check[]> {
  return [
    await fileMode(credentialsFile),
    ...configMode(configFile),
    proxy(way.env),
    await caBundle(way),
    await ownFile('settings', home.settingsFile),
    await ownFile('state', home.stateFile),
    await backupCount(home, backups, credentialsFile),
    ...(process.platform === 'linux' ? [await trayHost(way.env)] : []),
  ];
}

const TRAY_LEVELS: Readonly<Record<TrayHost, CheckLevel>> = {
  there: 'good',
  none: 'look',
  'no-desktop': 'skipped',
  unknown: 'skipped',
};

/** Of use to the application alone, so never worse than a warning. */
async function trayHost(env: NetworkSettings['env']): Promise<Check> {
  const host = await findTrayHost(env);
  const facts = { host, desktop: env['XDG_CURRENT_DESKTOP'] ?? null };
  return { check: 'tray-host', level: TRAY_LEVELS[host], facts };
}

/** Readable by others is a warning; if keys would be refused, it is bad. */
async function fileMode(path: string): Promise<Check> {
  const stats = await stat(path, { bigint: true }).catch(() => null);
  const access = refusal(() => refuseUnwritable(path, stats, true));
  if (access !== null) return { check: 'file-mode', level: 'bad', facts: access };
  // Windows grants by access lists, which these bits do not show.
  if (stats === null || process.platform === 'win32')
    return { check: 'file-mode', level: 'skipped', facts: { path } };
  const bits = Number(stats.mode) & 0o777;
  const mode = bits.toString(8).padStart(4, '0');
  return {
    check: 'file-mode',
    level: (bits & 0o077) === 0 ? 'good' : 'look',
    facts: { path, mode },
  };
}

/** Only if it is bad: then no program that the config file names is run. */
function configMode(path: string): readonly Check[] {
  const access = refusal(() => refuseForeignCode(path));
  return access === null ? [] : [{ check: 'file-mode', level: 'bad', facts: access }];
}

function refusal(look: () => void): Readonly<Record<string, string | number>> | null {
  try {
    look();
    return null;
  } catch (error) {
    if (!(error instanceof FileRefused) || error.access === undefined) return null;
    const { path, owner, mode } = error.access;
    return { path, mode, owner, code: error.code };
  }
}

function proxy(env: NetworkSettings['env']): Check {
  const url = proxyFor(
    { protocol: 'https:', hostname: 'sts.us-east-1.amazonaws.com', port: 443 },
    env,
  );
  if (url === null) return { check: 'proxy', level: 'good', facts: { url } };
  const parsed = URL.parse(url);
  // A proxy's password stands in its URL.
  return parsed === null
    ? { check: 'proxy', level: 'bad', facts: { trouble: 'no URL' } }
    : { check: 'proxy', level: 'good', facts: { url: parsed.origin } };
}

async function caBundle(way: NetworkSettings): Promise<Check> {
  const path = caBundleOf(way, null);
  if (path === null) return { check: 'ca', level: 'good', facts: { path: null } };
  try {
    await readCaBundle(path);
    return { check: 'ca', level: 'good', facts: { path } };
  } catch (error) {
    return {
      check: 'ca',
      level: 'bad',
      facts: { path, code: errorCode(error) ?? 'no certificates' },
    };
  }
}

async function ownFile(check: 'settings' | 'state', path: string): Promise<Check> {
  try {
    await stat(path);
    return { check, level: 'good', facts: { path } };
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT'
      ? { check, level: 'good', facts: { path, exists: false } }
      : { check, level: 'bad', facts: { path, code } };
  }
}

/** Leftovers of killed processes hold secrets too, until the next write or purge sweeps them. */
async function backupCount(home: Home, backups: Backups, credentialsFile: string): Promise<Check> {
  const list = await backups.list();
  const path = home.backupsFolder;
  if (!list.ok)
    return { check: 'backups', level: 'look', facts: { path, trouble: list.failure.kind } };
  const beside = temporaryPrefix(credentialsFile);
  const leftovers =
    namesIn(path).filter(isUnfinishedCopy).length +
    namesIn(dirname(credentialsFile)).filter((name) => name.startsWith(beside)).length;
  const facts = { path, files: list.value.length, ...(leftovers > 0 && { leftovers }) };
  return { check: 'backups', level: leftovers > 0 ? 'look' : 'good', facts };
}
