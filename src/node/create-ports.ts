import type { CorePorts } from '../core/app/core-ports.ts';
import type { Problem } from '../core/contract/app-state.ts';
import { aboutFacts } from './about-facts.ts';
import type { AppContext } from './app-context.ts';
import { createAwsPorts } from './aws-ports.ts';
import type { SecondFile } from './credentials-file/second-file.ts';
import { nodeSha256 as hash, systemRandom } from './hash-and-random.ts';
import { createJsonSettingsStore } from './json-settings-store.ts';
import { createSecretStore } from './keychain/create-secret-store.ts';
import { createPathLock, createSettingsLock } from './locks/path-lock.ts';
import { createRoleLocks } from './locks/role-locks.ts';
import { createFileLog } from './log/log.ts';
import { thisMachine } from './machine.ts';
import { createShellPath } from './sources/child-environment.ts';
import { createActivity } from './state/activity.ts';
import { createKeepingProcesses } from './state/keeping-processes.ts';
import { createLastListings } from './state/last-listings.ts';
import { createSharedFacts } from './state/shared-facts.ts';
import { createNetworkSettings, type NetworkSettings } from './sts/network-settings.ts';
import { systemClock } from './system-clock.ts';
import { pathChecks } from './path-checks.ts';
import { openUserFiles } from './user-files.ts';

export interface NodePorts {
  readonly ports: CorePorts;
  readonly networkSettings: () => NetworkSettings;
  readonly second: SecondFile;
  readonly secrets: ReturnType<typeof createSecretStore>;
}

/** Creates the ports of this process. `problems` are the problems of `state.db` found so far. */
export async function createPorts(
  context: AppContext,
  problems: readonly Problem[],
): Promise<NodePorts> {
  const { options, runsIn, env, home, locks } = context;
  const now = () => systemClock.now();
  const settingsLock = createSettingsLock(home.locksFolder, locks);
  const settings =
    options.settingsStore?.(home.settingsFile, settingsLock) ??
    createJsonSettingsStore({ file: home.settingsFile, lock: settingsLock, now });
  const { systemProxy = null } = options;
  const network = createNetworkSettings({
    env,
    runsIn,
    settings,
    folder: home.folder,
    systemProxy,
  });
  const { networkSettings } = network;
  const files = await openUserFiles(context, settings);
  const { store, config, backups, second } = files;
  const { locksFolder, logsFolder } = home;
  const log = createFileLog({ logsFolder, locksFolder, now, pid: process.pid });
  // A terminal already has the user's PATH. On Windows, all programs have the same PATH.
  const needsShellPath = runsIn === 'application' && thisMachine.system !== 'win32';
  const shellPath = needsShellPath ? createShellPath(env, systemClock, log) : null;
  const lockOf = (path: string) => createPathLock(locksFolder, path, locks);
  const secrets = createSecretStore({ access: options.keychain, env, home, lockOf, log });
  const ports: CorePorts = {
    clock: systemClock,
    random: systemRandom,
    hash,
    ...createAwsPorts(context, { networkSettings, store, config, shellPath }),
    ...statePorts(context, store.path),
    config,
    store,
    storeAt: files.storeAt,
    records: files.records,
    locks: createRoleLocks(locksFolder, locks),
    settings,
    namesOurFiles: files.namesOurFiles,
    secrets,
    backups,
    consent: options.consent ?? { ask: () => Promise.resolve(false) },
    log,
    // Loaded on demand, because node:tls would cost every other command 7 ms.
    inspect: async (wanted) => {
      const { inspectMachine } = await import('./doctor/inspect-machine.ts');
      const places = { home, credentialsFile: store.path, configFile: config.path };
      const shell = (await shellPath?.read()) ?? null;
      const facts = { ...places, network: networkSettings(), backups, shell };
      const ofSecond = await second.check();
      return [...(await inspectMachine(facts, wanted)), ...(ofSecond === null ? [] : [ofSecond])];
    },
    about: aboutFacts(home, store.path),
    paths: pathChecks(env, home.folder),
    problems: () => [...problems, ...files.problems, ...network.problems()],
  };
  return { ports, networkSettings, second, secrets };
}

/** Returns the ports that `state.db` implements. */
function statePorts(
  { db, runsIn, home }: AppContext,
  path: string,
): Pick<CorePorts, 'listings' | 'shared' | 'activity' | 'keeping'> {
  return {
    listings: createLastListings(db),
    shared: createSharedFacts(db),
    activity: createActivity(db),
    keeping: createKeepingProcesses({
      db,
      locksFolder: home.locksFolder,
      clock: systemClock,
      random: systemRandom,
      path,
      kind: runsIn === 'application' ? 'application' : 'keep',
      pid: process.pid,
      host: thisMachine.host,
    }),
  };
}
