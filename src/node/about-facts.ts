import { arch, homedir, release, type } from 'node:os';
import { join } from 'node:path';
import metadata from '../../package.json' with { type: 'json' };
import type { AboutFacts } from '../core/contract/about.ts';
import type { Home } from './home.ts';
import { logName } from './log/log.ts';

export function aboutFacts(home: Home, credentialsFile: string): AboutFacts {
  const runtimes = { Node: 'node', Electron: 'electron' };
  return {
    version: metadata.version,
    system: `${type()} ${release()} ${arch()}`,
    runtime: Object.entries(runtimes)
      .filter(([, key]) => key in process.versions)
      .map(([name, key]) => `${name} ${process.versions[key] ?? ''}`)
      .join(', '),
    settingsFolder: home.folder,
    credentialsFile,
    logFile: join(home.logsFolder, logName),
    userFolder: homedir(),
  };
}
