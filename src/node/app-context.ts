import type { Environment } from '../core/environment.ts';
import type { AppOptions } from './app-options.ts';
import type { RunsIn } from './runs-in.ts';
import type { Home } from './home.ts';
import type { LockDependencies } from './locks/waiting-lock.ts';
import type { StateDb } from './state/state-db.ts';

/** What a process knows and has opened before it reads the settings. */
export interface AppContext {
  readonly options: AppOptions;
  readonly runsIn: RunsIn;
  /** Also the environment of the programs that this process starts. */
  readonly env: Environment;
  readonly home: Home;
  readonly db: StateDb;
  readonly locks: LockDependencies;
}
