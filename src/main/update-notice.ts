import { app } from 'electron';
import { existsSync } from 'node:fs';
import type { AppState } from '../core/contract/app-state.ts';
import { newerRelease } from '../node/updates/newer-release.ts';
import type { NetworkSettings } from '../node/sts/network-settings.ts';
import type { Hints } from './hints.ts';
import { platform } from './platform.ts';
import { languageOf } from './language.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface UpdateDependencies {
  readonly hints: Hints;
  readonly state: () => AppState;
  readonly networkSettings: () => NetworkSettings;
}

/**
 * Shows one notice for each newer version, but downloads and installs nothing. Contacts the release
 * address a few minutes after the start and then once a day, unless the setting is off or the
 * program runs from source.
 */
export function watchReleases(dependencies: UpdateDependencies): void {
  const { releases } = platform;
  if (releases === null) return;
  const check = async (): Promise<void> => {
    const { preferences } = dependencies.state();
    if (!isWanted(preferences)) return;
    // Loaded on demand, because the request needs parts of the AWS SDK.
    const { latestRelease } = await import('../node/updates/latest-release.ts');
    const answer = await latestRelease(releases.feed, dependencies.networkSettings());
    const version = newerRelease(answer, app.getVersion());
    const state = dependencies.state();
    if (version === null || !isWanted(state.preferences)) return;
    const { title, body } = languageOf(state).words.application.update;
    dependencies.hints.showVersion(version, {
      title: title(version),
      body: body[packageKind()](version),
    });
  };
  setTimeout(() => {
    void check();
    setInterval(() => void check(), DAY_MS).unref();
  }, releases.firstCheckMs).unref();
}

function isWanted({ updateNotices, notices }: AppState['preferences']): boolean {
  return updateNotices && notices === 'all';
}

/**
 * Returns how this program was installed. The deb and rpm packages use the same folder, so only
 * dpkg's list distinguishes them.
 */
function packageKind(): 'deb' | 'rpm' | 'other' {
  if (platform.system !== 'linux' || !platform.execPath.startsWith('/opt/Rolekeeper/'))
    return 'other';
  return existsSync('/var/lib/dpkg/info/rolekeeper.list') ? 'deb' : 'rpm';
}
