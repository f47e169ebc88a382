import { useId, useState } from 'preact/hooks';
import { ruleText } from '../../views/failure-text.ts';
import { Field } from '../form/field.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { SwitchSetting } from './setting-controls.tsx';
import type { Saving } from './use-saving.ts';

/** The switch and the port of the credentials endpoint, and the variables for each role. */
export function EndpointSettings({
  saving,
  field,
}: {
  readonly saving: Saving;
  readonly field: string | null;
}) {
  const { words, state } = usePanel();
  const { preferences: text } = words.panel;
  const isOn = saving.values.credentialsEndpoint === true;
  const isRefused = state.problems.some(({ kind }) => kind === 'endpoint-unavailable');
  const none = isRefused ? text.servedNot : text.servedNone;
  return (
    <>
      <SwitchSetting
        name="credentialsEndpoint"
        saving={saving}
        takesFocus={field === 'credentialsEndpoint'}
        label={text.credentialsEndpoint}
        hint={text.credentialsEndpointHint}
      />
      {isOn && (
        <>
          <PortSetting saving={saving} takesFocus={field === 'credentialsEndpointPort'} />
          <div class="setting-line">
            <div>
              {state.served.map(({ roleId, roleName, url, tokenFile }) => (
                <CodeBlock
                  key={roleId}
                  label={text.served(roleName)}
                  text={`AWS_CONTAINER_CREDENTIALS_FULL_URI=${url}\nAWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=${tokenFile}`}
                />
              ))}
              <p class="hint">{state.served.length === 0 ? none : text.servedHint}</p>
            </div>
          </div>
        </>
      )}
    </>
  );
}

/** The field for the port. If the user empties it, the default port applies. */
function PortSetting({
  saving,
  takesFocus,
}: {
  readonly saving: Saving;
  readonly takesFocus: boolean;
}) {
  const { words } = usePanel();
  const { preferences: text, form } = words.panel;
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const label = text.credentialsEndpointPort;
  const rule = saving.broken.credentialsEndpointPort;
  const saveTyped = async (given: string): Promise<void> => {
    const port = /^[0-9]+$/.test(given) ? Number(given) : 0;
    const changes = { credentialsEndpointPort: given === '' ? null : port };
    if (await saving.save('credentialsEndpointPort', changes))
      setTyped((present) => (present?.trim() === given ? null : present));
  };
  return (
    <Field
      id={id}
      label={label}
      hint={text.credentialsEndpointPortHint}
      error={rule === undefined ? undefined : form.broken(label, ruleText(words, rule))}
    >
      {(described) => (
        <input
          {...described}
          {...(takesFocus ? { 'data-start': '' } : {})}
          type="text"
          inputMode="numeric"
          class="mono"
          value={typed ?? String(saving.values.credentialsEndpointPort ?? '')}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onChange={(event) => void saveTyped(event.currentTarget.value.trim())}
        />
      )}
    </Field>
  );
}
