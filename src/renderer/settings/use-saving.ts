import { useState } from 'preact/hooks';
import type { FieldRule } from '../../core/failure.ts';
import type { PreferenceChanges, Preferences } from '../../core/settings/preferences.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface Saving {
  /** What holds, or was just given. */
  readonly held: PreferenceChanges;
  /** False where the change was refused. */
  readonly save: (name: keyof Preferences, changes: PreferenceChanges) => Promise<boolean>;
  /** True from when a setting was saved until the next is given. */
  readonly isSaved: boolean;
  /** The rule that what was given for a setting breaks. */
  readonly broken: Readonly<Partial<Record<keyof Preferences, FieldRule>>>;
}

/** What was given for a setting and how it read before. */
type Ahead = Readonly<
  Partial<Record<keyof Preferences, { readonly over: unknown; readonly given: unknown }>>
>;

/** Each setting is saved as soon as it is given, by itself. */
export function useSaving(): Saving {
  const { state, api, tellFailure } = usePanel();
  const { preferences } = state;
  const [ahead, setAhead] = useState<Ahead>({});
  const [isSaved, setSaved] = useState(false);
  const [broken, setBroken] = useState<Saving['broken']>({});
  // What was given is shown until a state comes in which that setting reads otherwise: one that is under way may be of before.
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
        // Of a proxy the answer has what may be shown.
        result.ok ? { ...others, [name]: { over, given: result.value[name] } } : others,
      );
      setBroken(({ [name]: _, ...others }) =>
        !result.ok && result.failure.kind === 'field-invalid'
          ? { ...others, [name]: result.failure.rule }
          : others,
      );
      setSaved(result.ok);
      if (!result.ok && result.failure.kind !== 'field-invalid') tellFailure(result.failure, null);
      return result.ok;
    },
  };
}
