import { existsSync } from 'node:fs';
import { freshSecrets as freshSecretsIn, type FreshSecrets } from '../core/app/fresh-secrets.ts';
import { FailureThrown } from '../core/failure-thrown.ts';
import type { Environment } from '../core/environment.ts';
import { ok } from '../core/result.ts';
import { parseIni } from '../core/credentials-file/ini-document.ts';
import { settingsWithoutSchemas } from '../core/settings/settings-without-schemas.ts';
import type { SettingsReading } from '../core/settings/settings.ts';
import { createAwsConfigFile } from './aws-config-file.ts';
import { awsFiles } from './aws-files.ts';
import { resolveCredentialsPath } from './credentials-file/resolved-path.ts';
import { SettledReader } from './credentials-file/settled-reader.ts';
import { unfinishedWritePath } from './credentials-file/unfinished-write.ts';
import { sha256, systemRandom } from './hash-and-random.ts';
import { createHomeKey, fileOwner } from './home-key.ts';
import { ensureHome, type Home, rolekeeperHome } from './home.ts';
import { readStoredSettings } from './json-settings-store.ts';
import { thisMachine } from './machine.ts';
import { createRecords } from './state/records.ts';
import { createSharedFacts } from './state/shared-facts.ts';
import { openStateDb, type StateDb } from './state/state-db.ts';
import { systemClock } from './system-clock.ts';

/**
 * Returns a role's credentials with few reads, because programs run `rolekeeper credentials` often.
 * Returns null if the session is not fresh, or if the caller needs the whole app (`createApp`),
 * which can also report problems, repair files and ask the user.
 */
export async function freshSecrets(
  env: Environment,
  roleName: string,
): Promise<FreshSecrets | null> {
  const home = ensureHome(rolekeeperHome(env));
  if (!home.ok) return null;
  const now = () => systemClock.now();
  const db = openStateDb(home.value.stateFile, { now, report: () => undefined, repairs: false });
  if (!db.ok) return null;
  try {
    return await freshSecretsOf(env, home.value, db.value, roleName);
  } catch (error) {
    if (error instanceof FailureThrown) return null;
    throw error;
  } finally {
    db.value.close();
  }
}

async function freshSecretsOf(
  env: Environment,
  home: Home,
  db: StateDb,
  roleName: string,
): Promise<FreshSecrets | null> {
  const stored = readStoredSettings(home.settingsFile);
  if (!stored.ok || stored.value.state !== 'json') return null;
  const settings = settingsWithoutSchemas(stored.value.json);
  if (settings === null) return null;
  const { preferences } = settings;
  const reading: SettingsReading = { settings, problem: null, complete: true };
  const files = awsFiles(preferences, { env, runsIn: 'terminal', folder: home.folder });
  // Only the whole app checks the certificates and reports ignored settings.
  if (files.problems.length > 0 || preferences.caBundle !== undefined) return null;
  const path = resolveCredentialsPath(files.credentials);
  if (existsSync(unfinishedWritePath(path, home.folder))) return null;
  const records = createRecords(db, systemClock);
  const reader = new SettledReader(systemClock, thisMachine);
  return freshSecretsIn(
    {
      files: {
        settings: { read: () => Promise.resolve(ok(reading)), nameOf: () => null },
        config: createAwsConfigFile(files.config),
        store: {
          path,
          owner: fileOwner(createHomeKey(home.keyFile), sha256, records, path),
          read: () => reader.text(path),
          document: parseIni,
        },
        records,
        hash: sha256,
        env,
      },
      clock: systemClock,
      random: systemRandom,
      shared: createSharedFacts(db),
    },
    roleName,
  );
}
