import { ipcMain } from 'electron';
import Store from 'electron-store';
import { basename, dirname } from 'node:path';
import type { SettingsStore, StoredSettings } from '../core/ports/settings-store.ts';
import { failed, type Result } from '../core/result.ts';
import { LOCK_WAIT_MS } from '../core/ports/role-locks.ts';
import { refusalIn } from '../node/files/file-refused.ts';
import { trustedFile } from '../node/files/trusted-path.ts';
import { createJsonSettingsStore, readStoredSettings } from '../node/json-settings-store.ts';
import type { AcquireLock } from '../node/locks/path-lock.ts';

/**
 * Creates the application's store for settings.json, which writes with electron-store under the
 * same lock as the command line. Fails like `createJsonSettingsStore`.
 */
export function createElectronSettingsStore(
  file: string,
  lock: AcquireLock,
  now: () => number,
): SettingsStore {
  // Reads without electron-store, which cannot distinguish a missing, empty, broken or unreadable
  // file.
  const plain = createJsonSettingsStore({ file, lock, now });
  // The store is created on the first write, because its constructor opens the file without any
  // check.
  let electronStore: Store | null = null;

  const write = async <T>(
    change: (stored: StoredSettings) => Result<{ readonly json: unknown; readonly value: T }>,
  ): Promise<Result<T>> => {
    const stored = readStoredSettings(file);
    if (!stored.ok) return stored;
    const changed = change(stored.value);
    if (!changed.ok) return changed;
    const { json, value } = changed.value;
    if (!isObject(json)) throw new TypeError('settings must be an object');
    const same =
      stored.value.state === 'json' && JSON.stringify(stored.value.json) === JSON.stringify(json);
    if (!same) {
      trustedFile(file);
      electronStore ??= createStore(file);
      electronStore.store = json;
    }
    return { ok: true, value };
  };

  return {
    path: file,
    read: () => plain.read(),
    lastRead: () => plain.lastRead(),
    setAside: () => plain.setAside(),
    watch: (changed) => plain.watch(changed),
    update: async (change) => {
      const held = await lock(LOCK_WAIT_MS);
      if (!held.ok) return held;
      try {
        return await write(change);
      } catch (error) {
        return failed({ kind: 'settings-unwritable', file, ...refusalIn(error) });
      } finally {
        held.value.release();
      }
    },
  };
}

function createStore(file: string): Store {
  const store = new Store<Record<string, unknown>>({
    cwd: dirname(file),
    name: basename(file, '.json'),
    configFileMode: 0o600,
    // The store has no defaults, schema, migrations or watch, because electron-store would write
    // them without the lock. `deserialize` ignores the content, so that a broken file does not stop
    // the start.
    deserialize: () => ({}),
    serialize: (json) => `${JSON.stringify(json, null, 2)}\n`,
  });
  // Without this, electron-store would send the folder's path to any page that asks for it.
  ipcMain.removeAllListeners('electron-store-get-data');
  return store;
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
