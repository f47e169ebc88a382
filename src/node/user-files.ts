import type { Problem } from '../core/contract/app-state.ts';
import type { CredentialsStore } from '../core/credentials-file/credentials-store.ts';
import type { AwsConfigFile } from '../core/ports/aws-config-file.ts';
import type { Records } from '../core/ports/records.ts';
import type { SettingsStore } from '../core/ports/settings-store.ts';
import type { Preferences } from '../core/settings/preferences.ts';
import { preferencesIn } from '../core/settings/settings.ts';
import type { AppContext } from './app-context.ts';
import { createAwsConfigFile } from './aws-config-file.ts';
import { awsFiles } from './aws-files.ts';
import { type BackupMaker, createBackups } from './credentials-file/backups.ts';
import { finishInterruptedWrite } from './credentials-file/credentials-file-store.ts';
import type { SecondFile } from './credentials-file/second-file.ts';
import { createCredentialsFiles } from './credentials-files.ts';
import { nodeSha256 as hash, systemRandom } from './hash-and-random.ts';
import { createPathLock } from './locks/path-lock.ts';
import { createRecords } from './state/records.ts';
import { systemClock } from './system-clock.ts';

/** Access to the user's AWS files, and to their backups and session records. */
export interface UserFiles {
  readonly config: AwsConfigFile;
  readonly store: CredentialsStore;
  readonly storeAt: (path: string) => CredentialsStore;
  readonly second: SecondFile;
  readonly backups: BackupMaker;
  readonly records: Records;
  /** The settings that Rolekeeper ignores, with the reasons. */
  readonly problems: readonly Problem[];
  /**
   * True if these preferences name the credentials file and the config file that this process uses.
   */
  readonly namesOurFiles: (preferences: Preferences) => boolean;
}

/** Finds the user's AWS files. Finishes a write that a crash interrupted. */
export async function openUserFiles(
  { options, env, runsIn, home, db, locks }: AppContext,
  settings: SettingsStore,
): Promise<UserFiles> {
  const stored = await settings.read();
  // If the settings cannot be read, the core reports that.
  const given = preferencesIn(stored.ok ? stored.value : { state: 'absent' });
  const search = { env, runsIn, folder: home.folder };
  const filesBy = (preferences: Preferences) => awsFiles(preferences, search);
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
  return {
    config: createAwsConfigFile(files.config),
    store,
    storeAt,
    second,
    backups,
    records,
    problems: files.problems,
    namesOurFiles: (preferences) => {
      const { credentials, config } = filesBy(preferences);
      return credentials === files.credentials && config === files.config;
    },
  };
}
