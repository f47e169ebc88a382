import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { RoleField } from '../../core/roles/role-fields.ts';
import { roleTestView, type RoleTestRemedy } from '../../views/panel/role-test-view.ts';
import { remedyLabel } from '../../views/panel/remedy-button.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { Icon } from '../parts/icon.tsx';
import { RoleTestCode } from './role-test-code.tsx';
import type { FormTest } from './use-role-test.ts';

export interface RoleTestBoxProps extends FormTest {
  readonly onField: (field: RoleField) => void;
}

/** Shows the progress of a test: each step, the remedy of a failed step, and the MFA code field. */
export function RoleTestBox({ result, isRunning, run, onField }: RoleTestBoxProps) {
  const { words, formatFor } = usePanel();
  const { forming, panel } = words;
  const heading = useId();
  const box = useRef<HTMLElement>(null);
  // Scrolls at the same time as the new text appears, because a later scroll could hide a field
  // with the focus.
  useLayoutEffect(() => {
    if (result !== null || isRunning) box.current?.scrollIntoView({ block: 'nearest' });
  }, [result, isRunning]);
  if (result === null && !isRunning) return null;
  const view = result === null ? null : roleTestView(result, words, formatFor(null));
  const { access, codeFor } = result ?? { access: null, codeFor: null };
  const remedy = view === null || isRunning ? null : view.remedy;
  return (
    <section ref={box} class="role-test" aria-labelledby={heading} aria-busy={isRunning}>
      <h2 id={heading}>{forming.test.title}</h2>
      <p class="hint">{forming.test.lead}</p>
      <div class="role-test-said" aria-live="polite">
        <ol class="role-test-steps">
          {view?.lines.map(({ step, tone, title, detail }) => (
            <li key={step} class={tone}>
              <span class="badge" role="img" aria-label={forming.test.tones[tone]}>
                <Icon name={tone} />
              </span>
              <div>
                <p class="strong">{title}</p>
                {detail !== null && (
                  <p class={step === 'caller' && tone === 'good' ? 'mono quiet' : 'detail'}>
                    <BreakableText text={detail} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
        {isRunning && <p class="quiet">{forming.test.running}</p>}
        {!isRunning && view?.outcome === 'good' && (
          <p class="good-text strong">{forming.test.works}</p>
        )}
        {!isRunning && view?.outcome === 'bad' && (
          <p class="error-text strong">{forming.test.fails}</p>
        )}
      </div>
      {access !== null && (
        <Document text={access.identityPolicy} label={panel.access.identityPolicy} />
      )}
      {access !== null && <Document text={access.trustPolicy} label={panel.access.trustPolicy} />}
      {remedy !== null && (
        <Remedy remedy={remedy} onField={onField} onAgain={() => void run(null)} />
      )}
      {codeFor !== null && (
        <RoleTestCode device={codeFor} isSending={isRunning} onCode={(code) => void run(code)} />
      )}
    </section>
  );
}

function Document({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div>
      <h3>{label}</h3>
      <CodeBlock text={text} label={label} />
    </div>
  );
}

function Remedy({
  remedy,
  onField,
  onAgain,
}: {
  readonly remedy: RoleTestRemedy;
  readonly onField: (field: RoleField) => void;
  readonly onAgain: () => void;
}) {
  const { words, click } = usePanel();
  const { test } = words.forming;
  if (remedy.kind === 'field') {
    const { field } = remedy;
    return (
      <div class="buttons">
        <button type="button" onClick={() => onField(field)}>
          {test.toField(words.panel.form.labels[field])}
        </button>
      </div>
    );
  }
  const onRemedy = async (): Promise<void> => {
    if (remedy.kind === 'again') onAgain();
    else if ((await click(remedy.action)) && remedy.action.kind === 'sign-in') onAgain();
  };
  return (
    <div class="buttons">
      <button type="button" onClick={() => void onRemedy()}>
        {remedy.kind === 'again' ? test.again : remedyLabel(remedy.action, words)}
      </button>
    </div>
  );
}
