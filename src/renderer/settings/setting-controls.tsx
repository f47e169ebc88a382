import { useId, useState } from 'preact/hooks';
import type { Preferences } from '../../core/settings/preferences.ts';
import { Field } from '../form/field.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { ruleText } from '../../views/failure-text.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import type { Saving } from './use-saving.ts';

interface Control {
  readonly label: string;
  readonly hint?: string;
  readonly saving: Saving;
  /** True if the settings page was opened for this setting. */
  readonly takesFocus: boolean;
}

type NameOf<Value> = {
  readonly [Name in keyof Preferences]-?: NonNullable<Preferences[Name]> extends Value
    ? Name
    : never;
}[keyof Preferences];

/** The page moves the focus to the element with this attribute when it opens. */
const focusMarkIf = (takesFocus: boolean): object => (takesFocus ? { 'data-start': '' } : {});

/** An address or a path. An empty field restores the default. */
export function TextSetting({
  name,
  label,
  hint,
  placeholder,
  warning,
  saving,
  takesFocus,
}: Control & {
  readonly name:
    'credentialsFile' | 'configFile' | 'alsoWriteTo' | 'proxy' | 'caBundle' | 'shortcut';
  readonly placeholder: string;
  /** Says why the setting has no effect. */
  readonly warning?: string | undefined;
}) {
  const { words } = usePanel();
  const saved = saving.values[name] ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const rule = saving.broken[name];
  const saveTyped = async (given: string): Promise<void> => {
    const isSaved = await saving.save(name, { [name]: given === '' ? null : given });
    // Keeps what the user typed while the request was running.
    if (isSaved) setTyped((present) => (present?.trim() === given ? null : present));
  };
  return (
    <Field
      id={id}
      label={label}
      hint={hint}
      error={rule === undefined ? warning : words.panel.form.broken(label, ruleText(words, rule))}
    >
      {(described) => (
        <input
          {...described}
          {...focusMarkIf(takesFocus)}
          type="text"
          class="mono"
          spellcheck={false}
          placeholder={placeholder}
          // The tooltip does not repeat typed text, because that text can contain a password.
          title={typed === null ? saved || placeholder : undefined}
          value={typed ?? saved}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onChange={(event) => void saveTyped(event.currentTarget.value.trim())}
        />
      )}
    </Field>
  );
}

export function SwitchSetting({
  name,
  label,
  hint,
  warning,
  saving,
  takesFocus,
}: Control & {
  readonly name: 'credentialsEndpoint' | 'startAtLogin' | 'updateNotices' | 'writeInPlace';
  /** Why the setting has no effect, and what to do. */
  readonly warning?: string | undefined;
}) {
  const id = useId();
  const described = [
    hint === undefined ? null : `${id}-hint`,
    warning === undefined ? null : `${id}-warning`,
  ].filter((one) => one !== null);
  return (
    <div class="setting-line">
      <div>
        <label for={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} class="hint">
            <BreakableText text={hint} />
          </p>
        )}
        {warning !== undefined && (
          <p id={`${id}-warning`} class="error-text">
            <BreakableText text={warning} />
          </p>
        )}
      </div>
      <button
        {...focusMarkIf(takesFocus)}
        id={id}
        type="button"
        role="switch"
        class="switch"
        aria-checked={saving.values[name] === true}
        aria-describedby={described.length === 0 ? undefined : described.join(' ')}
        onClick={() => void saving.save(name, { [name]: saving.values[name] !== true })}
      />
    </div>
  );
}

/** A few options side by side. */
export function ChoiceSetting<
  Name extends NameOf<string> &
    (
      | 'theme'
      | 'notices'
      | 'language'
      | 'listing'
      | 'trayIcon'
      | 'onLock'
      | 'onSuspend'
      | 'onIdle'
      | 'onQuit'
    ),
>({
  name,
  label,
  hint,
  choices,
  saving,
  takesFocus,
}: Control & {
  readonly name: Name;
  readonly choices: Readonly<Record<Preferences[Name], string>>;
}) {
  const id = useId();
  const options = Object.entries<string>(choices);
  return (
    <fieldset class="field" aria-describedby={hint === undefined ? undefined : `${id}-hint`}>
      <legend>{label}</legend>
      <div class="segments">
        {options.map(([value, text]) => (
          <label key={value}>
            <input
              {...focusMarkIf(takesFocus && value === saving.values[name])}
              type="radio"
              name={id}
              value={value}
              checked={value === saving.values[name]}
              onChange={() => void saving.save(name, { [name]: value })}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          <BreakableText text={hint} />
        </p>
      )}
    </fieldset>
  );
}
