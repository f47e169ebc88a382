import type { App } from '../core/contract/app.ts';
import type { Problem } from '../core/contract/app-state.ts';
import { createCore } from '../core/app/create-core.ts';
import type { Environment } from '../core/environment.ts';
import type { Consent } from '../core/ports/consent.ts';
import type { SettingsStore } from '../core/ports/settings-store.ts';
import { ok, type Result } from '../core/result.ts';
import { defaultSessionName } from '../core/roles/role.ts';
import type { Preferences } from '../core/settings/preferences.ts';
import { preferencesIn } from '../core/settings/settings.ts';
import { createAwsConfigFile } from './aws-config-file.ts';
import { aboutFacts } from './about-facts.ts';
import { awsFiles } from './aws-files.ts';
import { childEnvironment, createShellPath } from './sources/child-environment.ts';
import { createBackups } from './credentials-file/backups.ts';
import { finishInterruptedWrite } from './credentials-file/credentials-file-store.ts';
import { createCredentialsFiles } from './credentials-files.ts';
import { nodeSha256 as hash, systemRandom } from './hash-and-random.ts';
import { ensureHome, type Home, rolekeeperHome } from './home.ts';
import { restrictToUser } from './files/windows-access.ts';
import { environmentOf, thisMachine } from './machine.ts';
import type { KeychainAccess } from './keychain/ask-keychain.ts';
import { createSecretStore } from './keychain/create-secret-store.ts';
import { createJsonSettingsStore } from './json-settings-store.ts';
import { inheritedPids } from './locks/inherited-pids.ts';
import { createPathLock, createSettingsLock } from './locks/path-lock.ts';
import { createRoleLocks } from './locks/role-locks.ts';
import type { LockDependencies } from './locks/waiting-lock.ts';
import { createFileLog } from './log/log.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { createAccessPortal } from './sources/access-portal.ts';
import type { CachedSsoToken } from './sign-in/sso-token-cache.ts';
import type { TokenRefreshes } from './sources/sso-token.ts';
import { createSourceCredentials } from './sources/source-credentials.ts';
import { createActivity } from './state/activity.ts';
import { createLockHolders } from './state/lock-holders.ts';
import { createLastListings } from './state/last-listings.ts';
import { createKeepingProcesses } from './state/keeping-processes.ts';
import { createRecords } from './state/records.ts';
import { createSharedFacts } from './state/shared-facts.ts';
import { openStateDb, type StateDb } from './state/state-db.ts';
import { environmentWithProxy } from './sts/proxies-to.ts';
import { createSts } from './sts/sts-client.ts';
import {
  createNetworkSettings,
  type NetworkSettings,
  type SystemProxy,
} from './sts/network-settings.ts';
import { trustedPaths } from './trusted-paths.ts';
import { systemClock } from './system-clock.ts';
import { userName } from './user-name.ts';

/** The options that differ between a command, `keep` and the application. */
export interface AppOptions {
  readonly env: Environment;
  /**
   * `nothing`: refreshes no role, for a command that ends at once. `switched-on`: refreshes the
   * roles switched on for this credentials file. `on-request`: refreshes only the roles for which
   * `keepHere` is called.
   */
  readonly refresh: 'nothing' | 'switched-on' | 'on-request';
  /**
   * Where the app runs. In a terminal, environment variables win over the settings for the paths of
   * the AWS files, and endpoints that the user configured are used. Default: `terminal`.
   */
  readonly place?: 'terminal' | 'application';
  /** Returns the system's proxies for an origin. Called for each request. Default: no proxies. */
  readonly systemProxy?: SystemProxy;
  /**
   * Creates the store that replaces the usual one, with the same settings.json and lock. The
   * application uses electron-store.
   */
  readonly settingsStore?: (
    file: string,
    lock: ReturnType<typeof createSettingsLock>,
  ) => SettingsStore;
  /** Asks the user for consent. Default: every answer is no. */
  readonly consent?: Consent;
  /**
   * The system's keychain. It keeps the key that encrypts stored MFA sessions. Without it, or with
   * ROLEKEEPER_KEYCHAIN=off, MFA sessions end with the process.
   */
  readonly keychain?: KeychainAccess;
}

/** The app, with functions for the process that created it. */
export interface NodeApp extends App {
  networkSettings(): NetworkSettings;
  /** Resolves when all present MFA sessions are stored, or when storing them failed. */
  sessionsStored(): Promise<void>;
}

/** Connects the core to this machine's files, clock and network. */
export async function createApp(options: AppOptions): Promise<Result<NodeApp>> {
  const { place = 'terminal' } = options;
  // The application must not send an MFA code to an endpoint from a variable or a config file.
  const ignoring = place === 'application' ? { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } : {};
  const env = { ...environmentOf(options.env, thisMachine.system), ...ignoring };
  const home = ensureHome(rolekeeperHome(env));
  if (!home.ok) return home;
  await restrictToUser(home.value.folder, env, thisMachine);
  const problems: Problem[] = [];
  const now = () => systemClock.now();
  const db = openStateDb(home.value.stateFile, {
    now,
    report: (problem) => problems.push(problem),
  });
  if (!db.ok) return db;
  const locks: LockDependencies = {
    clock: systemClock,
    random: systemRandom,
    pid: process.pid,
    ancestors: inheritedPids(env),
    holders: createLockHolders(db.value, thisMachine.host),
  };
  // A credential_process can start Rolekeeper for the same role that waits for its answer. Both
  // processes would wait for ever. The child gets the pids of its ancestors, so that it can fail at
  // once instead.
  const childEnv = childEnvironment(env, process.pid);
  const created = await assemble(options, childEnv, place, home.value, db.value, locks, problems);
  if (!created.ok) db.value.close();
  return created;
}

async function assemble(
  options: AppOptions,
  env: Environment,
  place: 'terminal' | 'application',
  home: Home,
  db: StateDb,
  locks: LockDependencies,
  problems: readonly Problem[],
): Promise<Result<NodeApp>> {
  const now = () => systemClock.now();
  const settingsLock = createSettingsLock(home.locksFolder, locks);
  const settings =
    options.settingsStore?.(home.settingsFile, settingsLock) ??
    createJsonSettingsStore({ file: home.settingsFile, lock: settingsLock, now });
  const network = createNetworkSettings({
    env,
    place,
    settings,
    folder: home.folder,
    systemProxy: options.systemProxy ?? null,
  });
  const { networkSettings } = network;
  const stored = await settings.read();
  // If the settings cannot be read, the core reports that.
  const given = preferencesIn(stored.ok ? stored.value : { state: 'absent' });
  const filesBy = (preferences: Preferences) => awsFiles(env, preferences, place, home.folder);
  const files = filesBy(given);
  const backups = createBackups({
    folder: home.backupsFolder,
    clock: systemClock,
    random: systemRandom,
  });

  const records = createRecords(db, systemClock);
  const lockOf = (path: string) => createPathLock(home.locksFolder, path, locks);
  const { store, storeAt, second } = createCredentialsFiles({
    home,
    lockOf,
    backups,
    hash,
    records,
    preferences: () => preferencesIn(settings.lastRead() ?? { state: 'absent' }),
    firstPath: files.credentials,
    secondPath: (preferences) => filesBy(preferences).second,
    isBrief: options.refresh === 'nothing',
  });
  await finishInterruptedWrite({ path: store.path, home: home.folder, lock: lockOf(store.path) });
  const config = createAwsConfigFile(files.config);
  const log = createFileLog({
    logsFolder: home.logsFolder,
    locksFolder: home.locksFolder,
    now,
    pid: process.pid,
  });
  // A terminal already has the user's PATH. On Windows, all programs have the same PATH.
  const shellPath =
    place === 'application' && thisMachine.system !== 'win32'
      ? createShellPath(env, systemClock, log)
      : null;
  const programEnvironment = async (): Promise<Environment> => {
    const proxied = await environmentWithProxy(networkSettings());
    return shellPath === null ? proxied : shellPath.addTo(proxied);
  };
  const secrets = createSecretStore({ access: options.keychain, env, home, lockOf, log });
  const refreshes: TokenRefreshes = new Map<string, Promise<CachedSsoToken>>();
  const signedIn = { networkSettings, clock: systemClock, configFile: config, refreshes };
  const core = await createCore(
    {
      clock: systemClock,
      random: systemRandom,
      hash,
      sts: createSts({
        env,
        networkSettings,
        clock: systemClock,
        configFile: config,
        honourConfiguredEndpoints: place === 'terminal',
      }),
      source: createSourceCredentials({ ...signedIn, programEnvironment, credentialsFile: store }),
      signIn: createSignIn({
        ...signedIn,
        programEnvironment,
        platform: thisMachine.system,
        files: { credentials: store.path, config: files.config },
        onTerminal: place === 'terminal' && options.refresh === 'nothing',
      }),
      portal: createAccessPortal(signedIn),
      listings: createLastListings(db),
      config,
      store,
      storeAt,
      records,
      shared: createSharedFacts(db),
      activity: createActivity(db),
      locks: createRoleLocks(home.locksFolder, locks),
      keeping: createKeepingProcesses({
        db,
        locksFolder: home.locksFolder,
        clock: systemClock,
        random: systemRandom,
        path: store.path,
        kind: place === 'application' ? 'application' : 'keep',
        pid: process.pid,
        host: thisMachine.host,
      }),
      settings,
      namesOurFiles: (preferences) => {
        const { credentials, config } = filesBy(preferences);
        return credentials === files.credentials && config === files.config;
      },
      secrets,
      backups,
      consent: options.consent ?? { ask: () => Promise.resolve(false) },
      log,
      // Loaded on demand, because node:tls would cost every other command 7 ms.
      inspect: async (wanted) => {
        const { inspectMachine } = await import('./doctor/inspect-machine.ts');
        const places = { home, credentialsFile: store.path, configFile: files.config };
        const shell = (await shellPath?.read()) ?? null;
        const facts = { ...places, network: networkSettings(), backups, shell };
        const own = await second.check();
        return [...(await inspectMachine(facts, wanted)), ...(own === null ? [] : [own])];
      },
      about: aboutFacts(home, store.path),
      paths: trustedPaths(env, home.folder),
      problems: () => [...problems, ...files.problems, ...network.problems()],
    },
    {
      refresh: options.refresh,
      env,
      sessionName: defaultSessionName(userName(env), thisMachine.host),
    },
  );
  if (!core.ok) return core;
  const app = core.value;
  second.reportTo((problem) => app.report(problem));
  if (options.refresh !== 'nothing') void second.update();
  let wanted = app.state().preferences.alsoWriteTo;
  const unsubscribe = app.subscribe(({ preferences }) => {
    if (preferences.alsoWriteTo === wanted) return;
    wanted = preferences.alsoWriteTo;
    void second.followSetting();
  });
  return ok({
    ...app,
    networkSettings,
    sessionsStored: () => secrets.idle(),
    stop: async () => {
      unsubscribe();
      try {
        await app.stop();
        await second.followSetting();
      } finally {
        db.close();
      }
    },
  });
}
