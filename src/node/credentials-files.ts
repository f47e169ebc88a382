import type { CredentialsStore } from '../core/credentials-file/credentials-store.ts';
import type { Hash } from '../core/ports/hash.ts';
import type { Records } from '../core/ports/records.ts';
import type { Preferences } from '../core/settings/preferences.ts';
import type { BackupMaker } from './credentials-file/backups.ts';
import { createCredentialsFileStore } from './credentials-file/credentials-file-store.ts';
import { resolveCredentialsPath } from './credentials-file/resolved-path.ts';
import { SecondFile, mirroringStore } from './credentials-file/second-file.ts';
import type { Home } from './home.ts';
import { createHomeKey, fileOwner } from './home-key.ts';
import type { AcquireLock } from './locks/path-lock.ts';
import { systemClock } from './system-clock.ts';

export interface CredentialsFilesDeps {
  readonly home: Home;
  readonly lockOf: (path: string) => AcquireLock;
  readonly backups: BackupMaker;
  readonly hash: Hash;
  readonly records: Records;
  /** Returns the preferences that were read last. */
  readonly preferences: () => Preferences;
  readonly firstPath: string;
  /** Returns the path of the second file, or null if the preferences name none. */
  readonly secondPath: (preferences: Preferences) => string | null;
  /** True for a command, which ends soon after its write. */
  readonly isBrief: boolean;
}

/** Creates the stores of the credentials files. `storeAt` returns one store for each path. */
export function createCredentialsFiles(deps: CredentialsFilesDeps) {
  const { home, lockOf, backups, hash, records, preferences } = deps;
  const homeKey = createHomeKey(home.keyFile);
  const newStore = (path: string, wantsInPlace: () => boolean): CredentialsStore =>
    createCredentialsFileStore({
      path,
      home: home.folder,
      lock: lockOf(path),
      backups,
      owner: fileOwner(homeKey, hash, records, path),
      clock: systemClock,
      wantsInPlace,
    });
  const stores = new Map<string, CredentialsStore>();
  const storeAt = (resolvedPath: string): CredentialsStore => {
    const known = stores.get(resolvedPath);
    if (known !== undefined) return known;
    const store = newStore(resolvedPath, () => preferences().writeInPlace);
    stores.set(resolvedPath, store);
    return store;
  };
  const first = storeAt(resolveCredentialsPath(deps.firstPath));
  const second = new SecondFile({
    first,
    path: () => {
      const path = deps.secondPath(preferences());
      return path === null ? null : resolveCredentialsPath(path);
    },
    storeAt: (path) => newStore(path, () => true),
  });
  const store = mirroringStore(first, second, deps.isBrief);
  stores.set(store.path, store);
  return { store, storeAt, second };
}
