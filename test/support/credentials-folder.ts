import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textWithSession } from '../../src/core/credentials-file/section-edit.ts';
import type { SectionSession } from '../../src/core/credentials-file/session-values.ts';
import { textWithoutSession } from '../../src/core/credentials-file/section-release.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type {
  CredentialsStore,
  FileWritten,
} from '../../src/core/credentials-file/credentials-store.ts';
import { ok, type Result } from '../../src/core/result.ts';
import { createBackups, type BackupMaker } from '../../src/node/credentials-file/backups.ts';
import {
  createCredentialsFileStore,
  type CredentialsFileOptions,
  finishInterruptedWrite,
} from '../../src/node/credentials-file/credentials-file-store.ts';
import { resolveCredentialsPath } from '../../src/node/credentials-file/resolved-path.ts';
import { createPathLock } from '../../src/node/locks/path-lock.ts';
import { systemRandom } from '../../src/node/hash-and-random.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { homeIn, lockDependencies, openedStateDb } from './rolekeeper-home.ts';
import { testOwner } from './owner.ts';

/** A folder with a real credentials file and a Rolekeeper home, which uses real locks. */
export interface CredentialsFolder {
  readonly folder: string;
  readonly file: string;
  readonly home: string;
  readonly backups: BackupMaker;
  /**
   * Creates a store for a path. All stores share one lock per path, as the stores of one process
   * do.
   */
  store(
    path?: string,
    options?: Pick<CredentialsFileOptions, 'wantsInPlace' | 'machine'>,
  ): CredentialsStore;
  /** Finishes a write that a dead process started. Rolekeeper does this whenever it starts. */
  finishInterruptedWrite(): Promise<void>;
  close(): void;
}

/** Creates a `CredentialsFolder`. `clock` decides when a backup is due; locks wait in real time. */
export function credentialsFolder(
  folder = mkdtempSync(join(tmpdir(), 'rk-file-')),
  clock: Clock = systemClock,
): CredentialsFolder {
  const home = homeIn(join(folder, 'rolekeeper'));
  const db = openedStateDb(home);
  const environment = lockDependencies(db);
  const backups = createBackups({ folder: home.backupsFolder, clock, random: systemRandom });
  const locks = new Map<string, ReturnType<typeof createPathLock>>();
  const file = join(folder, 'aws', 'credentials');
  return {
    folder,
    file,
    home: home.folder,
    backups,
    store: (given = file, options = {}) => {
      const path = resolveCredentialsPath(given);
      const lock = locks.get(path) ?? createPathLock(home.locksFolder, path, environment);
      locks.set(path, lock);
      return createCredentialsFileStore({
        path,
        home: home.folder,
        lock,
        backups,
        owner: testOwner,
        clock,
        ...options,
      });
    },
    finishInterruptedWrite: () =>
      finishInterruptedWrite({
        path: file,
        home: home.folder,
        lock: createPathLock(home.locksFolder, file, environment),
      }),
    close: () => {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function write(
  store: CredentialsStore,
  profile: string,
  session: SectionSession,
  takeOver = false,
): Promise<Result<FileWritten<null> | null>> {
  return store.update((text) => {
    const edit = textWithSession(text, profile, session, {
      file: store.path,
      takeOver,
      owner: testOwner,
    });
    return edit.ok ? ok({ ...edit.value, value: null }) : edit;
  });
}

export function release(
  store: CredentialsStore,
  profile: string,
): Promise<Result<FileWritten<null> | null>> {
  return store.update((text) => {
    const edit = textWithoutSession(text, profile, null, testOwner);
    return ok(edit === null ? null : { ...edit, value: null });
  });
}

/** Returns the value, or throws an error that names the failure. */
export function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}
