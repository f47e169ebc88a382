import type { Problem } from '../../contract/app-state.ts';
import type { Check, CheckLevel } from '../../contract/check.ts';
import type { StoredSettings } from '../../ports/settings-store.ts';
import type { Result } from '../../result.ts';
import { hasProxyUser } from '../../settings/preferences.ts';
import type { Settings } from '../../settings/settings.ts';

/** The check and the level of each problem with Rolekeeper's own files. */
const LEVELS: Partial<Record<Problem['kind'], readonly [Check['check'], CheckLevel]>> = {
  'settings-set-aside': ['settings', 'bad'],
  'settings-unreadable': ['settings', 'bad'],
  'settings-newer': ['settings', 'warning'],
  'settings-partly-read': ['settings', 'warning'],
  'setting-ignored': ['settings', 'warning'],
  'state-set-aside': ['state', 'warning'],
};

/**
 * Checks the present settings.json. Also returns the problems that this process found in
 * Rolekeeper's own files.
 */
export function settingsChecks(
  path: string,
  stored: Result<StoredSettings>,
  problems: readonly Problem[],
): readonly Check[] {
  const found = problems.flatMap((problem): readonly Check[] => {
    const [check, level] = LEVELS[problem.kind] ?? [];
    return check === undefined || level === undefined ? [] : [{ check, level, facts: {}, problem }];
  });
  if (!stored.ok) {
    return [...found, { check: 'settings', level: 'bad', facts: {}, failure: stored.failure }];
  }
  if (found.some(({ check }) => check === 'settings')) return found;
  const exists = stored.value.state !== 'absent';
  return [...found, { check: 'settings', level: 'good', facts: { path, exists } }];
}

export function proxyUserChecks({ preferences }: Settings): readonly Check[] {
  return hasProxyUser(preferences) ? [{ check: 'proxy-user', level: 'bad', facts: {} }] : [];
}
