import { useId } from 'preact/hooks';
import type { Preferences } from '../../core/settings/preferences.ts';
import { Field } from '../form/field.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { ChoiceSetting } from './setting-controls.tsx';
import { SettingsSection } from './settings-section.tsx';
import type { Saving } from './use-saving.ts';
import { Select } from '../parts/select.tsx';

const IDLE_MINUTES = [5, 10, 15, 30, 60, 120];

/** Selects what happens to sessions when the user leaves the computer or quits. */
export function AwaySettings({
  saving,
  field,
}: {
  readonly saving: Saving;
  readonly field: string | null;
}) {
  const { words, state, surface } = usePanel();
  const { preferences: text } = words.panel;
  const id = useId();
  const minutes = saving.values.idleMinutes ?? state.preferences.idleMinutes;
  const choices = [...new Set([...IDLE_MINUTES, minutes])].sort((a, b) => a - b);
  const propsOf = (name: keyof Preferences) => ({ saving, takesFocus: name === field });
  return (
    <SettingsSection title={text.sections.away}>
      <p class="hint">{text.awayHint}</p>
      {surface === 'application' && (
        <>
          <ChoiceSetting
            {...propsOf('onLock')}
            name="onLock"
            label={text.onLock}
            hint={text.onLockHint}
            choices={text.awayChoices}
          />
          <ChoiceSetting
            {...propsOf('onSuspend')}
            name="onSuspend"
            label={text.onSuspend}
            choices={text.awayChoices}
          />
          <ChoiceSetting
            {...propsOf('onIdle')}
            name="onIdle"
            label={text.onIdle}
            choices={text.awayChoices}
          />
          <Field id={`${id}-idle`} label={text.idleMinutes}>
            {(described) => (
              <Select
                {...described}
                {...(field === 'idleMinutes' ? { 'data-start': '' } : {})}
                chosen={String(minutes)}
                choices={choices.map((each) => [String(each), text.hours(each * 60)])}
                onChoose={(value) =>
                  void saving.save('idleMinutes', { idleMinutes: Number(value) })
                }
              />
            )}
          </Field>
        </>
      )}
      <ChoiceSetting
        {...propsOf('onQuit')}
        name="onQuit"
        label={text.onQuit}
        hint={text.onQuitHint}
        choices={text.awayChoices}
      />
    </SettingsSection>
  );
}
