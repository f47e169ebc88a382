import { useId, useState } from 'preact/hooks';
import { Field } from '../form/field.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { usePanel } from '../panel/panel-context.ts';

/** GetSessionToken takes 15 minutes to 36 hours. */
const MFA_SESSIONS = [900, 3600, 14_400, 28_800, 43_200, 86_400, 129_600];

export function SettingsPage({ field }: { readonly field: string | null }) {
  const { words, state, api, tellFailure } = usePanel();
  const { preferences: text } = words.panel;
  const stored = state.preferences;
  const [credentialsFile, setCredentialsFile] = useState(stored.credentialsFile ?? '');
  const [configFile, setConfigFile] = useState(stored.configFile ?? '');
  const [releaseAtQuit, setReleaseAtQuit] = useState(stored.releaseAtQuit);
  const [mfaSessionSeconds, setMfaSessionSeconds] = useState(stored.mfaSessionSeconds);
  const [isSaved, setSaved] = useState(false);
  const id = useId();
  const begins = (name: string) => (name === field ? { 'data-start': '' } : {});
  const lengths = MFA_SESSIONS.includes(stored.mfaSessionSeconds)
    ? MFA_SESSIONS
    : [...MFA_SESSIONS, stored.mfaSessionSeconds].sort((a, b) => a - b);

  const save = async (): Promise<void> => {
    const path = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());
    const changes = {
      credentialsFile: path(credentialsFile),
      configFile: path(configFile),
      releaseAtQuit,
      mfaSessionSeconds,
    };
    const result = await api.preferences.set({ changes });
    if (result.ok) setSaved(true);
    else tellFailure(result.failure, null);
  };
  return (
    <SubPage title={text.title}>
      <form
        onInput={() => setSaved(false)}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field id={`${id}-mfa`} label={text.mfaSession} hint={text.mfaSessionHint}>
          {(described) => (
            <select
              {...described}
              {...begins('mfaSessionSeconds')}
              onChange={(event) => setMfaSessionSeconds(Number(event.currentTarget.value))}
            >
              {lengths.map((seconds) => (
                <option key={seconds} value={String(seconds)} selected={seconds === mfaSessionSeconds}>
                  {text.hours(seconds)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div class="field">
          <label class="choice">
            <input
              type="checkbox"
              {...begins('releaseAtQuit')}
              checked={releaseAtQuit}
              aria-describedby={`${id}-release`}
              onChange={(event) => setReleaseAtQuit(event.currentTarget.checked)}
            />
            <span>{text.releaseAtQuit}</span>
          </label>
          <p id={`${id}-release`} class="hint">
            {text.releaseAtQuitHint}
          </p>
        </div>
        <Field id={`${id}-credentials`} label={text.credentialsFile} aside={words.panel.form.optional}>
          {(described) => (
            <input
              {...described}
              {...begins('credentialsFile')}
              type="text"
              class="mono"
              spellcheck={false}
              value={credentialsFile}
              onInput={(event) => setCredentialsFile(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field id={`${id}-config`} label={text.configFile} aside={words.panel.form.optional} hint={text.filesHint}>
          {(described) => (
            <input
              {...described}
              {...begins('configFile')}
              type="text"
              class="mono"
              spellcheck={false}
              value={configFile}
              onInput={(event) => setConfigFile(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="buttons form-end">
          <button type="submit" class="primary">
            {text.save}
          </button>
          <span class="good-text" aria-live="polite">
            {isSaved ? text.saved : ''}
          </span>
        </div>
      </form>
    </SubPage>
  );
}
