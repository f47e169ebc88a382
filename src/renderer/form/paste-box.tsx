import { useId, useState } from 'preact/hooks';
import { otherKindsIn, type PastedOther } from '../../core/roles/pasted/other-kinds.ts';
import type { PastedRole } from '../../core/roles/pasted/pasted-role.ts';
import type { FoundInText } from '../../core/roles/pasted/found-in-text.ts';
import { readPasted, type Pasted } from '../../core/roles/pasted/pasted.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { policyProblemText } from '../../views/failure-text.ts';
import { unusedLines, unmetDemands } from '../../views/pasted-text.ts';
import { valuesOf } from '../../views/panel/form-draft.ts';
import {
  furtherFields,
  openFields,
  otherTitle,
  pastedTitle,
} from '../../views/panel/pasted-form.ts';
import { draftOf } from '../../views/panel/role-form.ts';
import type { Words } from '../../views/words/words.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { ClipboardButton, ClipboardOffer } from './clipboard-offer.tsx';
import { Field } from './field.tsx';
import { PastedFieldList, type PastedFieldListProps } from './pasted-field-list.tsx';

export interface PasteBoxProps extends PastedFieldListProps {
  readonly onFound: (role: PastedRole) => void;
  readonly onOther: (other: PastedOther) => void;
}

/** Fills the form from a text in any format. Discards a text that contains a secret. */
export function PasteBox({ draft, onFound, onOther, onField, onUsePasted }: PasteBoxProps) {
  const { words, surface } = usePanel();
  const { form } = words.panel;
  const { paste } = words.forming;
  const [text, setText] = useState('');
  const [pasted, setPasted] = useState<Pasted>({ kind: 'nothing' });
  const [chosen, setChosen] = useState<PastedRole | null>(null);
  /** Permission sets and MFA sessions, if the text has no role. */
  const [others, setOthers] = useState<readonly PastedOther[]>([]);
  const [other, setOther] = useState<PastedOther | null>(null);
  const id = useId();
  const values = valuesOf(draft);

  const choose = (role: PastedRole): void => {
    setChosen(role);
    onFound(role);
  };
  const chooseOther = (found: PastedOther): void => {
    setOther(found);
    onOther(found);
  };
  const take = (found: Pasted, further: readonly PastedOther[]): void => {
    setPasted(further.length === 0 ? found : { kind: 'nothing' });
    setChosen(null);
    setOther(null);
    setOthers(further);
    const [only, another] = further;
    if (only !== undefined && another === undefined) chooseOther(only);
    if (found.kind !== 'roles') return;
    const [first, second] = found.roles;
    if (first !== undefined && second === undefined) choose(first);
  };
  const use = (found: FoundInText): void => {
    setText('');
    take({ kind: 'roles', ...found }, found.others);
  };
  const { roles, unused, isCut } =
    pasted.kind === 'roles' ? pasted : { roles: [], unused: [], isCut: false };
  const open = openFields(values).map((field) => form.labels[field]);
  const unmet = unmetDemands(words, draft.demands, draftOf(values));
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
              if (found.kind === 'secret') event.currentTarget.value = '';
              setText(event.currentTarget.value);
              // Some browsers report the emptied box as another input. The message about the secret
              // must stay visible.
              if (found.kind !== 'nothing' || pasted.kind !== 'secret')
                take(
                  found,
                  found.kind === 'problem' ? otherKindsIn(event.currentTarget.value) : [],
                );
            }}
          />
        )}
      </Field>
      {surface === 'browser' && <ClipboardButton onUse={use} />}
      <Choices
        titled={roles.map((role) => [pastedTitle(role), role])}
        chosen={chosen}
        onChoose={choose}
      />
      <Choices
        titled={others.map((one) => [otherTitle(one), one])}
        chosen={other}
        onChoose={chooseOther}
      />
      <div class="paste-said" aria-live="polite">
        {chosen !== null && (
          <p class="good-text">
            {paste.found({ from: chosen.from, further: furtherFields(chosen) })}
          </p>
        )}
        {other !== null && (
          <>
            <p class="good-text">{words.kinds.found[other.kind]}</p>
            {open.length > 0 && <p class="warning-text">{paste.open(open)}</p>}
            {other.skipped.length > 0 && (
              <p class="hint">{paste.skipped(other.skipped.map(displaySafe))}</p>
            )}
          </>
        )}
        {unmet.map((line) => (
          <p key={line} class="warning-text">
            <BreakableText text={line} />
          </p>
        ))}
        {chosen !== null && chosen.skipped.length > 0 && (
          <p class="hint">{paste.skipped(chosen.skipped.map(displaySafe))}</p>
        )}
        {[...unusedLines(words, unused), ...(isCut ? [paste.cut] : [])].map((line) => (
          <p key={line} class="hint">
            <BreakableText text={line} />
          </p>
        ))}
        {chosen?.fields.endpoint !== undefined && (
          <p class="warning-text">
            <BreakableText text={paste.endpoint(displaySafe(chosen.fields.endpoint))} />
          </p>
        )}
      </div>
      <PastedFieldList draft={draft} onField={onField} onUsePasted={onUsePasted} />
    </div>
  );
}

/** A choice between the roles in the text, if the text has more than one. */
function Choices<Found>({
  titled,
  chosen,
  onChoose,
}: {
  readonly titled: readonly (readonly [string, Found])[];
  readonly chosen: Found | null;
  readonly onChoose: (found: Found) => void;
}) {
  const { paste } = usePanel().words.forming;
  const id = useId();
  if (titled.length < 2) return null;
  return (
    <fieldset>
      <legend>{paste.choose}</legend>
      {titled.map(([title, found]) => (
        <label key={title} class="choice">
          <input
            type="radio"
            name={id}
            checked={chosen === found}
            onChange={() => onChoose(found)}
          />
          <span class="mono">
            <BreakableText text={title} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function troubleOf(pasted: Pasted, words: Words): string | undefined {
  if (pasted.kind === 'secret') return policyProblemText(words, { kind: 'secret' });
  return pasted.kind === 'problem' ? policyProblemText(words, pasted.problem) : undefined;
}
