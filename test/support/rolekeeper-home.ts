import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeepingProcesses } from '../../src/node/state/keeping-processes.ts';
import type { KeepingProcesses } from '../../src/core/ports/keeping-processes.ts';
import type { Problem } from '../../src/core/contract/app-state.ts';
import { ensureHome, type Home } from '../../src/node/home.ts';
import type { LockDependencies } from '../../src/node/locks/waiting-lock.ts';
import { createLockHolders } from '../../src/node/state/lock-holders.ts';
import { openStateDb, type StateDb } from '../../src/node/state/state-db.ts';
import { systemRandom } from '../../src/node/hash-and-random.ts';
import { thisMachine } from '../../src/node/machine.ts';
import { systemClock } from '../../src/node/system-clock.ts';

/** Creates an empty Rolekeeper home in a temporary folder. */
export function temporaryHome(): Home {
  return homeIn(join(mkdtempSync(join(tmpdir(), 'rk-home-')), 'rolekeeper'));
}

export function homeIn(folder: string): Home {
  const home = ensureHome(folder);
  if (!home.ok) throw new Error(JSON.stringify(home.failure));
  return home.value;
}

export function openedStateDb(
  home: Home,
  report: (problem: Problem) => void = () => undefined,
): StateDb {
  const db = openStateDb(home.stateFile, { now: () => Date.now(), report });
  if (!db.ok) throw new Error(JSON.stringify(db.failure));
  return db.value;
}

/** Returns the dependencies of this process's locks, with the real clock. */
export function lockDependencies(
  db: StateDb,
  ancestors: readonly number[] = [],
  host = 'laptop',
): LockDependencies {
  return {
    clock: systemClock,
    random: systemRandom,
    pid: process.pid,
    ancestors,
    holders: createLockHolders(db, host),
  };
}

/**
 * Creates the port through which this process sees which processes refresh the roles of a
 * credentials file.
 */
export function keepingProcesses(
  home: Home,
  db: StateDb,
  {
    path = '/home/alice/.aws/credentials',
    host = 'laptop',
    pid = process.pid,
    machine = thisMachine,
  } = {},
): KeepingProcesses {
  const { locksFolder } = home;
  const own = { clock: systemClock, random: systemRandom, pid, host, machine };
  return createKeepingProcesses({ db, locksFolder, path, kind: 'keep', ...own });
}
