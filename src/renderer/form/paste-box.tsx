import { useId, useState } from 'preact/hooks';
import { displaySafe, displaySafeFacts } from '../../views/display-safe.ts';
import { readPasted, type Pasted } from '../../views/panel/pasted.ts';
import { nameFrom, type FormValues } from '../../views/panel/role-form.ts';
import { policyProblemText } from '../../views/failure-text.ts';
import type { Words } from '../../views/words/words.ts';
import { usePanel } from '../panel/panel-context.ts';
import { Field } from './field.tsx';

export interface PasteBoxProps {
  readonly values: FormValues;
  readonly taken: readonly string[];
  readonly onFound: (changes: Partial<FormValues>) => void;
}

/** Takes what a client sent, an ARN or a policy document, and fills the fields from it. */
export function PasteBox({ values, taken, onFound }: PasteBoxProps) {
  const { words } = usePanel();
  const { form } = words.panel;
  const [text, setText] = useState('');
  const id = useId();
  const pasted = readPasted(text);

  const fill = (roleArn: string, externalId: string | null): void => {
    const name =
      values.name === '' || values.name === nameFrom(values['role-arn'], taken)
        ? nameFrom(roleArn, taken)
        : values.name;
    onFound({ 'role-arn': roleArn, name, ...(externalId === null ? {} : { 'external-id': externalId }) });
  };
  const typed = (next: string): void => {
    setText(next);
    const found = readPasted(next);
    if (found.found === 'role') fill(found.roleArn, found.externalId);
  };
  return (
    <div class="paste">
      <Field id={id} label={form.paste} hint={form.pasteHint} error={troubleOf(pasted, words)}>
        {(described) => (
          <textarea
            {...described}
            data-start=""
            class="mono"
            rows={3}
            spellcheck={false}
            value={text}
            onInput={(event) => typed(event.currentTarget.value)}
          />
        )}
      </Field>
      <div aria-live="polite">
        {pasted.found === 'role' && <p class="good-text">{form.pasted(displaySafeFacts(pasted))}</p>}
      </div>
      {pasted.found === 'roles' && (
        <fieldset>
          <legend>{form.chooseRole}</legend>
          {pasted.roleArns.map((roleArn) => (
            <label key={roleArn} class="choice">
              <input
                type="radio"
                name={`${id}-choice`}
                checked={values['role-arn'] === roleArn}
                onChange={() => fill(roleArn, pasted.externalId)}
              />
              <span class="mono">{displaySafe(roleArn)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function troubleOf(pasted: Pasted, words: Words): string | undefined {
  if (pasted.found === 'unknown') return words.panel.form.unknownPaste;
  return pasted.found === 'problem' ? policyProblemText(words, pasted.problem) : undefined;
}
