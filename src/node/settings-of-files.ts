import type { SettingsStore } from '../core/ports.ts';
import { failed } from '../core/result.ts';
import type { Preferences } from '../core/settings/preferences.ts';
import { preferencesIn } from '../core/settings/settings.ts';
import type { AwsFiles } from './aws-files.ts';

/** The failure's code if the settings name different AWS files than this process uses. */
const OTHER_FILES = 'other-files';

/**
 * Guards settings that could not be read at the start. If they turn out to name other AWS files
 * than those in use, they stay unread until a restart, because their roles belong to those files.
 */
export function settingsOfFiles(
  store: SettingsStore,
  files: AwsFiles,
  named: (preferences: Preferences) => AwsFiles,
): SettingsStore {
  let isKnown = false;
  const read: SettingsStore['read'] = async () => {
    const stored = await store.read();
    if (!stored.ok || isKnown) return stored;
    const { credentials, config } = named(preferencesIn(stored.value));
    if (credentials !== files.credentials || config !== files.config)
      return failed({ kind: 'file-unreadable', file: store.path, code: OTHER_FILES });
    isKnown = true;
    return stored;
  };
  return {
    path: store.path,
    read,
    update: async (change) => {
      const stored = await read();
      return stored.ok ? store.update(change) : stored;
    },
    setAside: () => store.setAside(),
    watch: (changed) => store.watch(changed),
  };
}
