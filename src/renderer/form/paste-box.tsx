import { useId, useState } from 'preact/hooks';
import { otherKindsIn, type PastedOther } from '../../core/roles/pasted/other-kinds.ts';
import type { FoundInText } from '../../core/roles/pasted/found-in-text.ts';
import { readPasted, type Pasted } from '../../core/roles/pasted/pasted.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { policyProblemText } from '../../views/failure-text.ts';
import { unusedLines, unmetDemands } from '../../views/pasted-text.ts';
import { type FormDraft, valuesOf } from '../../views/panel/form-draft.ts';
import {
  furtherFieldCount,
  emptyRequiredFields,
  type PastedAnyRole,
  pastedTitle,
} from '../../views/panel/pasted-form.ts';
import { draftOf } from '../../views/panel/role-form.ts';
import type { Words } from '../../views/words/words.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { ClipboardButton, ClipboardOffer } from './clipboard-offer.tsx';
import { Field } from './field.tsx';
import { PastedFieldList, type PastedFieldListProps } from './pasted-field-list.tsx';
import { FIRST_KIND } from '../../core/roles/role-kinds.ts';

export interface PasteBoxProps extends PastedFieldListProps {
  readonly onFound: (found: PastedAnyRole) => void;
}

/** Fills the form from a text in any format. Discards a text that contains a secret. */
export function PasteBox({ draft, onFound, onField, onUsePasted }: PasteBoxProps) {
  const { words, surface } = usePanel();
  const { form } = words.panel;
  const [text, setText] = useState('');
  const [pasted, setPasted] = useState<Pasted>({ kind: 'nothing' });
  const [choices, setChoices] = useState<readonly PastedAnyRole[]>([]);
  const [chosen, setChosen] = useState<PastedAnyRole | null>(null);
  const id = useId();

  const choose = (found: PastedAnyRole): void => {
    setChosen(found);
    onFound(found);
  };
  /**
   * `others` are the permission sets and MFA sessions in the text; empty if the text has a role to
   * assume.
   */
  const showFound = (found: Pasted, others: readonly PastedOther[]): void => {
    const roles = found.kind === 'roles' && others.length === 0 ? found.roles : others;
    setPasted(others.length === 0 ? found : { kind: 'nothing' });
    setChoices(roles);
    setChosen(null);
    const [only, another] = roles;
    if (only !== undefined && another === undefined) choose(only);
  };
  const use = (found: FoundInText): void => {
    setText('');
    showFound({ kind: 'roles', ...found }, found.others);
  };
  return (
    <div class="paste">
      {surface === 'application' && <ClipboardOffer values={valuesOf(draft)} onUse={use} />}
      <Field id={id} label={form.paste} hint={form.pasteHint} error={pasteErrorOf(pasted, words)}>
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
              // In some browsers, emptying the box causes another input event. The message about
              // the secret must stay visible then.
              if (found.kind !== 'nothing' || pasted.kind !== 'secret')
                showFound(
                  found,
                  found.kind === 'problem' ? otherKindsIn(event.currentTarget.value) : [],
                );
            }}
          />
        )}
      </Field>
      {surface === 'browser' && <ClipboardButton onUse={use} />}
      <Choices choices={choices} chosen={chosen} onChoose={choose} />
      <PasteResult pasted={pasted} chosen={chosen} draft={draft} />
      <PastedFieldList draft={draft} onField={onField} onUsePasted={onUsePasted} />
    </div>
  );
}

/** Says what the text contains, what the role still lacks, and what was not used. */
function PasteResult({
  pasted,
  chosen,
  draft,
}: {
  readonly pasted: Pasted;
  readonly chosen: PastedAnyRole | null;
  readonly draft: FormDraft;
}) {
  const { words } = usePanel();
  const { paste } = words.forming;
  const values = valuesOf(draft);
  const unused =
    pasted.kind === 'roles'
      ? [...unusedLines(words, pasted.unused), ...(pasted.isCut ? [paste.cut] : [])]
      : [];
  const isOther = chosen !== null && chosen.kind !== FIRST_KIND;
  const open = isOther
    ? emptyRequiredFields(values).map((field) => words.panel.form.labels[field])
    : [];
  const warnings = [
    ...(open.length > 0 ? [paste.open(open)] : []),
    ...unmetDemands(words, draft.demands, draftOf(values)),
  ];
  const skipped = chosen?.skipped ?? [];
  const endpoint = chosen?.kind === FIRST_KIND ? chosen.fields.endpoint : undefined;
  return (
    <div class="paste-said" aria-live="polite">
      {chosen !== null && <p class="good-text">{foundText(chosen, words)}</p>}
      {warnings.map((line) => (
        <p key={line} class="warning-text">
          <BreakableText text={line} />
        </p>
      ))}
      {skipped.length > 0 && <p class="hint">{paste.skipped(skipped.map(displaySafe))}</p>}
      {unused.map((line) => (
        <p key={line} class="hint">
          <BreakableText text={line} />
        </p>
      ))}
      {endpoint !== undefined && (
        <p class="warning-text">
          <BreakableText text={paste.endpoint(displaySafe(endpoint))} />
        </p>
      )}
    </div>
  );
}

function foundText(found: PastedAnyRole, words: Words): string {
  if (found.kind !== FIRST_KIND) return words.kinds.found[found.kind];
  return words.forming.paste.found({ from: found.from, further: furtherFieldCount(found) });
}

/** Lets the user select one of the roles in the text, if there are several. */
function Choices({
  choices,
  chosen,
  onChoose,
}: {
  readonly choices: readonly PastedAnyRole[];
  readonly chosen: PastedAnyRole | null;
  readonly onChoose: (found: PastedAnyRole) => void;
}) {
  const { paste } = usePanel().words.forming;
  const id = useId();
  if (choices.length < 2) return null;
  const titled = choices.map((found) => [pastedTitle(found), found] as const);
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

function pasteErrorOf(pasted: Pasted, words: Words): string | undefined {
  if (pasted.kind === 'secret') return policyProblemText(words, { kind: 'secret' });
  return pasted.kind === 'problem' ? policyProblemText(words, pasted.problem) : undefined;
}
