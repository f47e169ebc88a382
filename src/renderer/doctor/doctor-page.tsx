import { useEffect, useState } from 'preact/hooks';
import { CHECK_LEVELS, type Check } from '../../core/contract/check.ts';
import { displaySafe } from '../../views/display-safe.ts';
import {
  type DoctorRow,
  doctorRows,
  offeredSources,
  roleOf,
  addNeedsYouChecks,
} from '../../views/doctor-rows.ts';
import { checkButton } from '../../views/panel/check-button.ts';
import type { RemedyButton as Remedy } from '../../views/panel/remedy-button.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { CodeBlock } from '../parts/code-block.tsx';
import { Icon } from '../parts/icon.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { usePanel } from '../panel/panel-context.ts';

const ICONS = { bad: 'bad', warning: 'warning', skipped: 'off', good: 'good' } as const;

/** A row names at most this many roles. */
const MAX_ROLES = 20;
/**
 * A detail with more lines than this, such as a policy, shows only its first line until the user
 * opens it.
 */
const MAX_LINES = 3;

/** Runs the doctor's checks when it opens, and shows problems first. */
export function DoctorPage() {
  const { words, state, api, valueOf, formatFor } = usePanel();
  const { doctorPage: texts } = words.panel;
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const [sources, setSources] = useState<readonly string[]>([]);
  const [isChecking, setChecking] = useState(false);
  const runChecks = async (): Promise<void> => {
    setChecking(true);
    const [checkResult, sourceResult] = await Promise.all([
      api.doctor.run({}),
      api.role.sources({}),
    ]);
    if (sourceResult.ok) setSources(offeredSources(sourceResult.value));
    setChecks(valueOf(checkResult, null) ?? []);
    setChecking(false);
  };
  useEffect(() => void runChecks(), []);
  // Uses the current state, because a role can begin to need the user after the checks.
  const rows = doctorRows(words, addNeedsYouChecks(checks ?? [], state), (roleName) => ({
    ...formatFor(roleName),
    sources,
  }));
  const hasNoProblem = rows.every(
    ({ checks: [{ level }] }) => level === 'good' || level === 'skipped',
  );
  const result = hasNoProblem ? <span class="good-text">{texts.noProblem}</span> : null;
  return (
    <SubPage title={texts.title}>
      <div class="doctor-head">
        <p class="lead">{texts.lead}</p>
        <div class="buttons">
          <p role="status">{isChecking ? <span class="quiet">{texts.checking}</span> : result}</p>
          {/* Not disabled during the checks, because a disabled button loses the focus. */}
          <button
            type="button"
            class="small push"
            aria-disabled={isChecking}
            onClick={() => void (isChecking || runChecks())}
          >
            {texts.again}
          </button>
        </div>
      </div>
      {checks !== null &&
        CHECK_LEVELS.map((level) => (
          <RowGroup
            key={level}
            title={texts.levels[level]}
            rows={rows.filter(({ checks: [first] }) => first.level === level)}
            onDone={() => void runChecks()}
          />
        ))}
    </SubPage>
  );
}

function RowGroup({
  title,
  rows,
  onDone,
}: {
  readonly title: string;
  readonly rows: readonly DoctorRow[];
  /** Called after a button changed something, because the checks can have other results then. */
  readonly onDone: () => void;
}) {
  if (rows.length === 0) return null;
  return (
    <section class="group" aria-label={title}>
      <h2 class="group-title">{title}</h2>
      <ul class="checks">
        {rows.map((row) => (
          <RowLine key={`${row.checks[0].check} ${row.text.detail}`} row={row} onDone={onDone} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly row: DoctorRow;
  readonly onDone: () => void;
}

function RowLine({ row, onDone }: RowProps) {
  const { words, state } = usePanel();
  const { checks, text, remedy, roles } = row;
  const [first] = checks;
  const button = checkButton(first, state, words);
  // If a check has a failure, its button has the remedy as its label, so the row does not repeat
  // it.
  const isOnButton = button !== null && first.failure !== undefined;
  return (
    <li class={`check ${first.level}`}>
      <span class="badge" role="img" aria-label={words.panel.doctorPage.levels[first.level]}>
        <Icon name={ICONS[first.level]} />
      </span>
      <div class="check-text">
        <p class="strong">{text.title}</p>
        <Detail text={text.detail} />
        {roles.length > 0 && <AffectedRoles row={row} onDone={onDone} />}
        {remedy !== null && !isOnButton && <p>{remedy.label}</p>}
        {button === null &&
          remedy?.commands.map((command) => (
            <CodeBlock key={command} text={command} label={remedy.label} />
          ))}
        {button !== null && roles.length === 0 && (
          <div class="buttons">
            <RemedyButton button={button} label={button.label} onDone={onDone} />
          </div>
        )}
      </div>
    </li>
  );
}

/** Shows the first lines. The user can open the others. */
function Detail({ text }: { readonly text: string }) {
  const { words } = usePanel();
  const lines = text.split('\n').filter((line) => line !== '');
  const shown = lines.length > MAX_LINES ? 1 : lines.length;
  return (
    <>
      {lines.slice(0, shown).map((line) => (
        <p key={line} class="quiet">
          <BreakableText text={line} />
        </p>
      ))}
      {lines.length > shown && (
        <details>
          <summary>{words.panel.details}</summary>
          <p class="detail">
            <BreakableText text={lines.slice(shown).join('\n')} />
          </p>
        </details>
      )}
    </>
  );
}

function RemedyButton({
  button,
  label,
  spoken,
  onDone,
}: {
  readonly button: Remedy;
  readonly label: string;
  readonly spoken?: string;
  readonly onDone: () => void;
}) {
  const { click } = usePanel();
  const act = async (): Promise<void> => {
    await click(button.click);
    if (button.click.kind !== 'show') onDone();
  };
  return (
    <button type="button" class="small" aria-label={spoken} onClick={() => void act()}>
      {label}
    </button>
  );
}

/** Shows the roles with one cause. Each is a button if a click can solve the problem. */
function AffectedRoles({ row: { checks }, onDone }: RowProps) {
  const { words, state } = usePanel();
  const { doctorPage: texts } = words.panel;
  return (
    <ul class="affected" aria-label={texts.roles}>
      {checks.slice(0, MAX_ROLES).map((check) => {
        const button = checkButton(check, state, words);
        const name = displaySafe(roleOf(check) ?? '');
        return (
          <li key={name}>
            {button === null ? (
              name
            ) : (
              <RemedyButton
                button={button}
                label={name}
                spoken={`${button.label}: ${name}`}
                onDone={onDone}
              />
            )}
          </li>
        );
      })}
      {checks.length > MAX_ROLES && <li>{texts.moreRoles(checks.length - MAX_ROLES)}</li>}
    </ul>
  );
}
