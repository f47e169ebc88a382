import { useState } from 'preact/hooks';
import type { FieldRule } from '../../core/field-rule.ts';
import type { PreferenceChanges, Preferences } from '../../core/settings/preferences.ts';
import { usePanel } from '../panel/panel-context.ts';

export interface Saving {
  /** The settings, including changes that are still being saved. */
  readonly values: PreferenceChanges;
  /** Resolves to false if the change was refused. */
  readonly save: (name: keyof Preferences, changes: PreferenceChanges) => Promise<boolean>;
  /** True after a save, until the next change. */
  readonly isSaved: boolean;
  /** The rule that a setting's input breaks. */
  readonly broken: Readonly<Partial<Record<keyof Preferences, FieldRule>>>;
}

/** The input for each setting that was changed, and the value that it replaces. */
type PendingInputs = Readonly<
  Partial<Record<keyof Preferences, { readonly replaced: unknown; readonly given: unknown }>>
>;

/** Saves each setting separately, as soon as it changes. */
export function useSaving(): Saving {
  const { state, api, showFailure } = usePanel();
  const { preferences } = state;
  const [pending, setPending] = useState<PendingInputs>({});
  const [isSaved, setSaved] = useState(false);
  const [broken, setBroken] = useState<Saving['broken']>({});
  // Shows the input until a state with another value for that setting arrives, because the next
  // state can be older than the input.
  const unsaved = Object.entries(pending).filter(
    ([name, { replaced }]) => preferences[name as keyof Preferences] === replaced,
  );
  return {
    values: {
      ...preferences,
      ...Object.fromEntries(unsaved.map(([name, each]) => [name, each.given])),
    },
    isSaved,
    broken,
    save: async (name, changes) => {
      const replaced = preferences[name];
      setSaved(false);
      setPending((others) => ({ ...others, [name]: { replaced, given: changes[name] } }));
      const result = await api.preferences.set({ changes });
      setPending(({ [name]: _, ...others }) =>
        // Replaces the input by the value in the answer, which contains no password of a proxy.
        result.ok ? { ...others, [name]: { replaced, given: result.value[name] } } : others,
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
