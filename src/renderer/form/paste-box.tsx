import { useId, useState } from 'preact/hooks';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import { readPasted, type Pasted } from '../../core/roles/pasted/pasted.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { policyProblemText } from '../../views/failure-text.ts';
import { formFrom, furtherFields, pastedTitle } from '../../views/panel/pasted-form.ts';
import type { FormValues } from '../../views/panel/role-form.ts';
import type { Words } from '../../views/words/words.ts';
import { usePanel } from '../panel/panel-context.ts';
import { ClipboardLook, ClipboardOffer } from './clipboard-offer.tsx';
import { Field } from './field.tsx';

export interface PasteBoxProps {
  readonly values: FormValues;
  readonly taken: readonly string[];
  readonly onFound: (changes: Partial<FormValues>) => void;
}

/** Takes what a client sent and fills the fields from it: an ARN, a policy document, a profile, a command. What holds a secret is thrown away. */
export function PasteBox({ values, taken, onFound }: PasteBoxProps) {
  const { words, surface } = usePanel();
  const { form } = words.panel;
  const { paste } = words.forming;
  const [text, setText] = useState('');
  const [pasted, setPasted] = useState<Pasted>({ found: 'nothing' });
  const [chosen, setChosen] = useState<PastedRole | null>(null);
  const [lastGiven, setLastGiven] = useState<string | null>(null);
  const id = useId();

  const choose = (role: PastedRole): void => {
    const changes = formFrom(role, values, { taken, lastGiven });
    setChosen(role);
    if (changes.name !== undefined) setLastGiven(changes.name);
    onFound(changes);
  };
  const take = (found: Pasted): void => {
    setPasted(found);
    setChosen(null);
    if (found.found !== 'roles') return;
    const [first, second] = found.roles;
    if (first !== undefined && second === undefined) choose(first);
  };
  const use = (roles: readonly PastedRole[]): void => {
    setText('');
    take({ found: 'roles', roles });
  };
  const several = pasted.found === 'roles' && pasted.roles.length > 1 ? pasted.roles : [];
  return (
    <div class="paste">
      {surface === 'application' && <ClipboardOffer values={values} onUse={use} />}
      <Field id={id} label={form.paste} hint={form.pasteHint} error={troubleOf(pasted, words)}>
        {(described) => (
          <textarea
            {...described}
            data-start=""
            class="mono"
            rows={3}
            spellcheck={false}
            autocomplete="off"
            value={text}
            onInput={(event) => {
              const found = readPasted(event.currentTarget.value);
              if (found.found === 'secret') event.currentTarget.value = '';
              setText(event.currentTarget.value);
              // What was thrown away leaves an empty box, which some browsers tell as another input: the reason stays said.
              if (found.found !== 'nothing' || pasted.found !== 'secret') take(found);
            }}
          />
        )}
      </Field>
      {surface === 'browser' && <ClipboardLook onUse={use} />}
      {several.length > 0 && (
        <fieldset>
          <legend>{paste.choose[several[0]?.from === 'policy' ? 'policy' : 'profile']}</legend>
          {several.map((role) => (
            <label key={pastedTitle(role)} class="choice">
              <input type="radio" name={`${id}-choice`} checked={chosen === role} onChange={() => choose(role)} />
              <span class="mono">{pastedTitle(role)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div class="paste-said" aria-live="polite">
        {chosen !== null && (
          <p class="good-text">{paste.found({ from: chosen.from, further: furtherFields(chosen) })}</p>
        )}
        {chosen !== null && chosen.passedOver.length > 0 && (
          <p class="hint">{paste.passedOver(chosen.passedOver.map(displaySafe))}</p>
        )}
        {chosen?.fields.endpoint !== undefined && (
          <p class="warning-text">{paste.endpoint(displaySafe(chosen.fields.endpoint))}</p>
        )}
      </div>
    </div>
  );
}

function troubleOf(pasted: Pasted, words: Words): string | undefined {
  const { paste } = words.forming;
  switch (pasted.found) {
    case 'nothing':
    case 'roles':
      return undefined;
    case 'secret':
      return paste.secret;
    case 'no-role':
      return paste.noRole[pasted.in];
    case 'problem':
      return policyProblemText(words, pasted.problem);
    case 'unknown':
      return words.panel.form.unknownPaste;
  }
}
