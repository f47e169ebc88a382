import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { createJsonSettingsStore } from '../../src/node/json-settings-store.ts';
import { createSettingsLock } from '../../src/node/locks/path-lock.ts';
import { createRoleLocks } from '../../src/node/locks/role-locks.ts';
import { createActivity } from '../../src/node/state/activity.ts';
import { createRecords } from '../../src/node/state/records.ts';
import { createSharedFacts } from '../../src/node/state/shared-facts.ts';
import type { StateDb } from '../../src/node/state/state-db.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { MemoryDisk } from '../support/memory-ports.ts';
import {
  keepingProcesses,
  lockDependencies,
  openedStateDb,
  temporaryHome,
} from '../support/rolekeeper-home.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { activityContract } from './activity.contract.ts';
import { keepingProcessesContract } from './keeping-processes.contract.ts';
import { recordsContract } from './records.contract.ts';
import { roleLocksContract } from './role-locks.contract.ts';
import { settingsStoreContract } from './settings-store.contract.ts';
import { sharedFactsContract } from './shared-facts.contract.ts';
import type { MakeTwoProcesses, ProcessPorts } from './two-processes.ts';

const onMemory: MakeTwoProcesses = () => {
  const clock = new VirtualClock();
  const disk = new MemoryDisk(clock);
  const one = disk.process();
  return {
    one,
    other: disk.process(),
    childOfOne: disk.process([one.pid]),
    pidOfOne: one.pid,
    writeSettings: (text) => {
      disk.settingsText = text;
    },
    readSetAside: (name) => disk.setAside.get(name) ?? '',
    wait: (ms) => clock.advance(ms),
    close: () => undefined,
  };
};

/**
 * Simulates each process by its own connection to the database. Process `one` has the process ID
 * of the real parent process.
 */
const onDisk: MakeTwoProcesses = () => {
  const home = temporaryHome();
  const dbs: StateDb[] = [];
  const pidOfOne = process.ppid;
  const portsOf = (pid: number, ancestors: readonly number[]): ProcessPorts => {
    const db = openedStateDb(home);
    dbs.push(db);
    const dependencies = { ...lockDependencies(db, ancestors), pid };
    return {
      records: createRecords(db, systemClock),
      sharedFacts: createSharedFacts(db),
      activity: createActivity(db),
      roleLocks: createRoleLocks(home.locksFolder, dependencies),
      settings: createJsonSettingsStore({
        file: home.settingsFile,
        lock: createSettingsLock(home.locksFolder, dependencies),
        now: () => Date.now(),
      }),
      keeping: keepingProcesses(home, db, { pid }),
    };
  };
  return {
    one: portsOf(pidOfOne, []),
    other: portsOf(process.pid, []),
    childOfOne: portsOf(process.pid, [pidOfOne]),
    pidOfOne,
    writeSettings: (text) => {
      if (text === null) rmSync(home.settingsFile, { force: true });
      else writeFileSync(home.settingsFile, text, { mode: 0o600 });
    },
    readSetAside: (name) => readFileSync(name, 'utf8'),
    wait: async (ms) => {
      // Waits twice `ms`, because other tests can keep the machine busy.
      await setTimeout(2 * ms);
    },
    close: () => {
      for (const db of dbs) db.close();
    },
  };
};

for (const [implementation, make] of [
  ['memory', onMemory],
  ['disk', onDisk],
] as const) {
  recordsContract(implementation, make);
  sharedFactsContract(implementation, make);
  activityContract(implementation, make);
  roleLocksContract(implementation, make);
  settingsStoreContract(implementation, make);
  keepingProcessesContract(implementation, make);
}
