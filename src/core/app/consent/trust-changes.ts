import {
  type PreferenceChanges,
  type Preferences,
  shownPreferences,
} from '../../settings/preferences.ts';
import { type ConsentQuestion, TRUST_SETTINGS } from '../../consent-question.ts';

export type TrustChange = Extract<ConsentQuestion, { kind: 'preference' }>;

/** Returns the changes of preferences that need a person's consent. */
export function trustChanges(
  preferences: Preferences,
  changes: PreferenceChanges,
): readonly TrustChange[] {
  const shown = shownPreferences(preferences);
  return TRUST_SETTINGS.flatMap((name): readonly TrustChange[] => {
    const next = changes[name];
    const present = preferences[name] ?? null;
    // A page gets the proxy URL without its password. If it sends that URL back, the person did not
    // change the proxy.
    if (next === undefined || next === present || (next !== null && next === shown[name]))
      return [];
    return [{ kind: 'preference', name, present: shown[name] ?? null, next }];
  });
}

/** Returns the first change that now needs consent but was not allowed; null if there is none. */
export function unallowedChange(
  preferences: Preferences,
  changes: PreferenceChanges,
  allowed: readonly TrustChange[],
): TrustChange | null {
  const isAllowed = ({ name, next }: TrustChange): boolean =>
    allowed.some((one) => one.name === name && one.next === next);
  return trustChanges(preferences, changes).find((change) => !isAllowed(change)) ?? null;
}
