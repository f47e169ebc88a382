import { useState } from 'preact/hooks';
import type { FieldRule } from '../../core/failures/failure.ts';
import type { PreferenceChanges, Preferences } from '../../core/preferences.ts';
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

/** Each setting is saved as soon as it is given, by itself. */
export function useSaving(): Saving {
  const { state, api, tellFailure } = usePanel();
  const { preferences } = state;
  // Shown until a state comes that reads otherwise: one that was under way may still be of before.
  const over = JSON.stringify(preferences);
  const [ahead, setAhead] = useState<{ readonly over: string; readonly changes: PreferenceChanges } | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [broken, setBroken] = useState<Saving['broken']>({});
  return {
    held: ahead?.over === over ? { ...preferences, ...ahead.changes } : preferences,
    isSaved,
    broken,
    save: async (name, changes) => {
      setSaved(false);
      setAhead({ over, changes });
      const result = await api.preferences.set({ changes });
      // Of a proxy the answer has what may be shown.
      setAhead(result.ok ? { over, changes: { [name]: result.value[name] } } : null);
      setBroken(({ [name]: _, ...others }) =>
        !result.ok && result.failure.kind === 'field-invalid' ? { ...others, [name]: result.failure.rule } : others,
      );
      setSaved(result.ok);
      if (!result.ok && result.failure.kind !== 'field-invalid') tellFailure(result.failure, null);
      return result.ok;
    },
  };
}
