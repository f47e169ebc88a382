import type { App } from '../core/contract/app.ts';
import type { Problem } from '../core/contract/app-state.ts';
import { createCore } from '../core/app/create-core.ts';
import { ok, type Result } from '../core/result.ts';
import { defaultSessionName } from '../core/roles/role.ts';
import type { AppContext } from './app-context.ts';
import type { AppOptions } from './app-options.ts';
import { createPorts } from './create-ports.ts';
import type { SecondFile } from './credentials-file/second-file.ts';
import { restrictToUser } from './files/windows-access.ts';
import { systemRandom } from './hash-and-random.ts';
import { ensureHome, rolekeeperHome } from './home.ts';
import { inheritedPids } from './locks/inherited-pids.ts';
import type { LockDependencies } from './locks/waiting-lock.ts';
import { environmentOf, thisMachine } from './machine.ts';
import { childEnvironment } from './sources/child-environment.ts';
import { createLockHolders } from './state/lock-holders.ts';
import { openStateDb } from './state/state-db.ts';
import type { NetworkSettings } from './sts/network-settings.ts';
import { systemClock } from './system-clock.ts';
import { userName } from './user-name.ts';

/** The app, with functions for the process that created it. */
export interface NodeApp extends App {
  networkSettings(): NetworkSettings;
  /** Resolves when all present MFA sessions are stored, or when storing them failed. */
  untilSessionsStored(): Promise<void>;
}

/** Connects the core to this machine's files, clock and network. */
export async function createApp(options: AppOptions): Promise<Result<NodeApp>> {
  const { runsIn = 'terminal' } = options;
  // The application must not send an MFA code to an endpoint from a variable or a config file.
  const ignoring = runsIn === 'application' ? { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' } : {};
  const env = { ...environmentOf(options.env, thisMachine.system), ...ignoring };
  const home = ensureHome(rolekeeperHome(env));
  if (!home.ok) return home;
  await restrictToUser(home.value.folder, env, thisMachine);
  const problems: Problem[] = [];
  const db = openStateDb(home.value.stateFile, {
    now: () => systemClock.now(),
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
  // A `credential_process` can start Rolekeeper for the same role, and then both processes would
  // wait for each other for ever. The child gets the pids of its ancestors, so that it can fail at
  // once.
  const childEnv = childEnvironment(env, process.pid);
  const context = { options, runsIn, env: childEnv, home: home.value, db: db.value, locks };
  const created = await connectCore(context, problems);
  if (!created.ok) db.value.close();
  return created;
}

async function connectCore(
  context: AppContext,
  problems: readonly Problem[],
): Promise<Result<NodeApp>> {
  const { options, env, db } = context;
  const { ports, networkSettings, second, secrets } = await createPorts(context, problems);
  const core = await createCore(ports, {
    refresh: options.refresh,
    env,
    sessionName: defaultSessionName(userName(env), thisMachine.host),
  });
  if (!core.ok) return core;
  const app = core.value;
  second.reportTo((problem) => app.report(problem));
  if (options.refresh !== 'nothing') void second.update();
  const unsubscribe = followSecondFile(app, second);
  return ok({
    ...app,
    networkSettings,
    untilSessionsStored: () => secrets.idle(),
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

/** Follows changes of the setting `alsoWriteTo`. Returns a function that stops following. */
function followSecondFile(app: App, second: SecondFile): () => void {
  let wanted = app.state().preferences.alsoWriteTo;
  return app.subscribe(({ preferences }) => {
    if (preferences.alsoWriteTo === wanted) return;
    wanted = preferences.alsoWriteTo;
    void second.followSetting();
  });
}
