import { useState } from 'preact/hooks';
import type { FieldRule } from '../../core/field-rule.ts';
import type { PreferenceChanges, Preferences } from '../../core/settings/preferences.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface Saving {
  /** The settings, including changes that are still being saved. */
  readonly held: PreferenceChanges;
  /** Resolves to false if the change was refused. */
  readonly save: (name: keyof Preferences, changes: PreferenceChanges) => Promise<boolean>;
  /** True after a save, until the next change. */
  readonly isSaved: boolean;
  /** The rule that a setting's input breaks. */
  readonly broken: Readonly<Partial<Record<keyof Preferences, FieldRule>>>;
}

/** The input for a setting, and the value before it. */
type Ahead = Readonly<
  Partial<Record<keyof Preferences, { readonly over: unknown; readonly given: unknown }>>
>;

/** Saves each setting separately, as soon as it changes. */
export function useSaving(): Saving {
  const { state, api, showFailure } = usePanel();
  const { preferences } = state;
  const [ahead, setAhead] = useState<Ahead>({});
  const [isSaved, setSaved] = useState(false);
  const [broken, setBroken] = useState<Saving['broken']>({});
  // Shows the input until a state arrives with another value for that setting, because a state on
  // the way can be older.
  const given = Object.entries(ahead).filter(
    ([name, { over }]) => preferences[name as keyof Preferences] === over,
  );
  return {
    held: {
      ...preferences,
      ...Object.fromEntries(given.map(([name, each]) => [name, each.given])),
    },
    isSaved,
    broken,
    save: async (name, changes) => {
      const over = preferences[name];
      setSaved(false);
      setAhead((others) => ({ ...others, [name]: { over, given: changes[name] } }));
      const result = await api.preferences.set({ changes });
      setAhead(({ [name]: _, ...others }) =>
        // For a proxy, the answer contains only what may be shown.
        result.ok ? { ...others, [name]: { over, given: result.value[name] } } : others,
      );
      setBroken(({ [name]: _, ...others }) =>
        !result.ok && result.failure.kind === 'field-invalid'
          ? { ...others, [name]: result.failure.rule }
          : others,
      );
      setSaved(result.ok);
      if (!result.ok && result.failure.kind !== 'field-invalid') showFailure(result.failure, null);
      return result.ok;
    },
  };
}
