import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { ok } from '../../src/core/result.ts';
import { createJsonSettingsStore } from '../../src/node/json-settings-store.ts';
import { createSettingsLock } from '../../src/node/locks/path-lock.ts';
import { createRoleLocks } from '../../src/node/locks/role-locks.ts';
import { createActivity } from '../../src/node/state/activity.ts';
import { createRecords } from '../../src/node/state/records.ts';
import { createSharedFacts } from '../../src/node/state/shared-facts.ts';
import type { StateDb } from '../../src/node/state/state-db.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { settingsStoreContract } from '../contracts/settings-store.contract.ts';
import type { MakeTwoProcesses, ProcessPorts } from '../contracts/two-processes.ts';
import {
  keepingProcesses,
  lockDependencies,
  openedStateDb,
  temporaryHome,
} from '../support/rolekeeper-home.ts';
import { expectMode } from '../support/systems.ts';

const { ipcMain } = vi.hoisted(() => {
  const listeners = new Map<string, unknown>();
  return {
    ipcMain: {
      listeners,
      on: (channel: string, listener: unknown) => listeners.set(channel, listener),
      removeAllListeners: (channel: string) => listeners.delete(channel),
    },
  };
});
vi.mock('electron', () => {
  const app = { getPath: () => '/nowhere', getVersion: () => '0.0.0' };
  return { ipcMain, default: { app, ipcMain, shell: {} } };
});
const { createElectronSettingsStore } = await import('../../src/main/settings-store.ts');

/** The application and a command line, each with its own implementation of the settings store. */
const applicationAndTerminal: MakeTwoProcesses = () => {
  const home = temporaryHome();
  const dbs: StateDb[] = [];
  const pidOfOne = process.ppid;
  const portsOf = (
    pid: number,
    ancestors: readonly number[],
    place: 'application' | 'terminal',
  ): ProcessPorts => {
    const db = openedStateDb(home);
    dbs.push(db);
    const environment = { ...lockDependencies(db, ancestors), pid };
    const lock = createSettingsLock(home.locksFolder, environment);
    const now = (): number => Date.now();
    return {
      records: createRecords(db, systemClock),
      sharedFacts: createSharedFacts(db),
      activity: createActivity(db),
      roleLocks: createRoleLocks(home.locksFolder, environment),
      settings:
        place === 'application'
          ? createElectronSettingsStore(home.settingsFile, lock, now)
          : createJsonSettingsStore({ file: home.settingsFile, lock, now }),
      keeping: keepingProcesses(home, db, { pid }),
    };
  };
  return {
    one: portsOf(pidOfOne, [], 'application'),
    other: portsOf(process.pid, [], 'terminal'),
    childOfOne: portsOf(process.pid, [pidOfOne], 'terminal'),
    pidOfOne,
    writeSettings: (text) => {
      if (text === null) rmSync(home.settingsFile, { force: true });
      else writeFileSync(home.settingsFile, text, { mode: 0o600 });
    },
    readSetAside: (name) => readFileSync(name, 'utf8'),
    wait: async (ms) => {
      await setTimeout(2 * ms);
    },
    close: () => {
      for (const db of dbs) db.close();
    },
  };
};

settingsStoreContract('electron-store, beside a command line', applicationAndTerminal);

describe('settings.json by electron-store', () => {
  const storeIn = () => {
    const home = temporaryHome();
    const lock = createSettingsLock(home.locksFolder, lockDependencies(openedStateDb(home)));
    return {
      home,
      make: () => createElectronSettingsStore(home.settingsFile, lock, () => Date.now()),
    };
  };

  it('is written with mode 0600, byte for byte as the command line writes it', async () => {
    const { home, make } = storeIn();
    const json = { version: 1, roles: [{ name: 'a.b' }], preferences: {} };
    await make().update(() => ok({ json, value: null }));
    expect(readFileSync(home.settingsFile, 'utf8')).toBe(`${JSON.stringify(json, null, 2)}\n`);
    expectMode(home.settingsFile, 0o600);
  });

  it('is not changed by a read, whether it is valid or not', async () => {
    const { home, make } = storeIn();
    for (const text of ['', '[]', '{"version": 1, "ro', '{"version":1}']) {
      writeFileSync(home.settingsFile, text, { mode: 0o600 });
      await make().read();
      expect(readFileSync(home.settingsFile, 'utf8')).toBe(text);
    }
  });

  it('leaves no IPC channel that would reveal Rolekeeper’s folder to a page', () => {
    storeIn().make();
    expect([...ipcMain.listeners.keys()]).toEqual([]);
  });
});
