import { useEffect, useState } from 'preact/hooks';
import { CHECK_LEVELS, type Check } from '../../core/contract/check.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { type DoctorRow, doctorRows, roleOf, withNeeds } from '../../views/doctor-rows.ts';
import { checkButton } from '../../views/panel/check-button.ts';
import { Icon } from '../parts/icon.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { usePanel } from '../panel/panel-context.ts';

const ICONS = { bad: 'bad', look: 'warning', skipped: 'off', good: 'good' } as const;

/** A row with more roles has only their number. */
const MAX_ROLES = 20;

/** Runs the doctor's checks on opening; problems come first. */
export function DoctorPage() {
  const { words, state, api, valueOf, voiceFor } = usePanel();
  const { doctorPage: checkup } = words.panel;
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const look = async (): Promise<void> => {
    setChecks(null);
    setChecks(valueOf(await api.doctor.run({}), null) ?? []);
  };
  useEffect(() => void look(), []);
  // With the state of now, because a role can need someone after the checks.
  const rows = checks === null ? null : doctorRows(words, withNeeds(checks, state), voiceFor);
  return (
    <SubPage title={checkup.title}>
      <p class="lead">{checkup.lead}</p>
      {rows === null ? (
        <p class="quiet">{words.panel.loading}</p>
      ) : (
        <>
          {rows.every(({ checks: [{ level }] }) => level === 'good' || level === 'skipped') && (
            <p class="good-text">{checkup.allGood}</p>
          )}
          {CHECK_LEVELS.map((level) => (
            <RowGroup
              key={level}
              title={checkup.levels[level]}
              rows={rows.filter(({ checks: [first] }) => first.level === level)}
            />
          ))}
        </>
      )}
      <div class="buttons">
        <button type="button" disabled={checks === null} onClick={() => void look()}>
          {checkup.again}
        </button>
      </div>
    </SubPage>
  );
}

function RowGroup({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly DoctorRow[];
}) {
  if (rows.length === 0) return null;
  return (
    <section class="group" aria-label={title}>
      <h2 class="group-title">{title}</h2>
      <ul class="checks">
        {rows.map((row) => (
          <RowLine key={`${row.checks[0].check} ${row.text.detail}`} row={row} />
        ))}
      </ul>
    </section>
  );
}

function RowLine({ row: { checks, text, roles } }: { readonly row: DoctorRow }) {
  const { words, state, click } = usePanel();
  const [first] = checks;
  const button = checkButton(first, state, words);
  // The button of a single role changes only that role.
  const isForAll = roles.length === 0 || button?.click.kind !== 'show';
  return (
    <li class={`check ${first.level}`}>
      <span class="badge" role="img" aria-label={words.panel.doctorPage.levels[first.level]}>
        <Icon name={ICONS[first.level]} />
      </span>
      <div>
        <p class="strong">{text.title}</p>
        {text.detail
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => (
            <p key={line} class="quiet">
              {line}
            </p>
          ))}
        {roles.length > 0 && <AffectedRoles checks={checks} />}
        {text.remedy !== null && <p>{text.remedy}</p>}
        {button !== null && isForAll && (
          <div class="buttons">
            <button type="button" class="small" onClick={() => void click(button.click)}>
              {button.label}
            </button>
          </div>
        )}
      </div>
    </li>
  );
}

/** The roles of one cause. Each is a button if the cause can be solved in the role's form. */
function AffectedRoles({ checks }: Pick<DoctorRow, 'checks'>) {
  const { words, state, click } = usePanel();
  const { doctorPage: checkup } = words.panel;
  return (
    <ul class="affected" aria-label={checkup.roles}>
      {checks.slice(0, MAX_ROLES).map((check) => {
        const button = checkButton(check, state, words);
        const name = displaySafe(roleOf(check) ?? '');
        return (
          <li key={name}>
            {button?.click.kind === 'show' ? (
              <button
                type="button"
                class="small"
                aria-label={`${button.label}: ${name}`}
                onClick={() => void click(button.click)}
              >
                {name}
              </button>
            ) : (
              name
            )}
          </li>
        );
      })}
      {checks.length > MAX_ROLES && <li>{checkup.moreRoles(checks.length - MAX_ROLES)}</li>}
    </ul>
  );
}
