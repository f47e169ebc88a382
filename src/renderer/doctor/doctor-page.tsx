import { useEffect, useState } from 'preact/hooks';
import { CHECK_LEVELS, type Check } from '../../core/contract/check.ts';
import { checkText } from '../../views/check-text.ts';
import { checkButton } from '../../views/panel/check-button.ts';
import { Icon } from '../parts/icon.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { usePanel } from '../panel/panel-context.ts';

const ICONS = { bad: 'bad', look: 'warning', skipped: 'off', good: 'good' } as const;

/** Runs the doctor's checks on opening; problems come first. */
export function DoctorPage() {
  const { words, api, valueOf } = usePanel();
  const { checkup } = words.panel;
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const look = async (): Promise<void> => {
    setChecks(null);
    setChecks(valueOf(await api.doctor.run({}), null) ?? []);
  };
  useEffect(() => void look(), []);
  return (
    <SubPage title={checkup.title}>
      <p class="lead">{checkup.lead}</p>
      {checks === null ? (
        <p class="quiet">{words.panel.loading}</p>
      ) : (
        <>
          {checks.every(({ level }) => level === 'good' || level === 'skipped') && (
            <p class="good-text">{checkup.allGood}</p>
          )}
          {CHECK_LEVELS.map((level) => (
            <CheckGroup
              key={level}
              title={checkup.levels[level]}
              checks={checks.filter((check) => check.level === level)}
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

function CheckGroup({
  title,
  checks,
}: {
  readonly title: string;
  readonly checks: readonly Check[];
}) {
  if (checks.length === 0) return null;
  return (
    <section class="group" aria-label={title}>
      <h2 class="group-title">{title}</h2>
      <ul class="checks">
        {checks.map((check, place) => (
          <CheckLine key={`${check.check}-${place}`} check={check} />
        ))}
      </ul>
    </section>
  );
}

function CheckLine({ check }: { readonly check: Check }) {
  const { words, state, click, voiceFor } = usePanel();
  const { level, facts } = check;
  const { role } = facts;
  const button = checkButton(check, state, words);
  const text = checkText(words, check, voiceFor(typeof role === 'string' ? role : null));
  return (
    <li class={`check ${level}`}>
      <span class="badge" role="img" aria-label={words.panel.checkup.levels[level]}>
        <Icon name={ICONS[level]} />
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
        {text.remedy !== null && <p>{text.remedy}</p>}
        {button !== null && (
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
