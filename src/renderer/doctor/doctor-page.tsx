import { useEffect, useState } from 'preact/hooks';
import type { Check } from '../../core/contract/api.ts';
import { displaySafeFacts } from '../../views/display-safe.ts';
import { checkButton } from '../../views/panel/check-button.ts';
import { Icon } from '../parts/icon.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { usePanel } from '../panel/panel-context.ts';

const ORDER = { bad: 0, warning: 1, good: 2 } as const;

/** Everything that Rolekeeper depends on, looked at now; what needs someone comes first. */
export function DoctorPage() {
  const { words, api, valueOf } = usePanel();
  const { checkup } = words.panel;
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const look = async (): Promise<void> => {
    setChecks(null);
    setChecks(valueOf(await api.doctor.run({}), null) ?? []);
  };
  useEffect(() => void look(), []);
  const sorted = [...(checks ?? [])].sort(
    (one, other) => ORDER[one.verdict] - ORDER[other.verdict],
  );
  return (
    <SubPage title={checkup.title}>
      <p class="lead">{checkup.lead}</p>
      {checks === null ? (
        <p class="quiet">{words.panel.loading}</p>
      ) : (
        <>
          {sorted.every(({ verdict }) => verdict === 'good') && (
            <p class="good-text">{checkup.allGood}</p>
          )}
          <ul class="checks">
            {sorted.map((check, place) => (
              <CheckLine key={`${check.check}-${place}`} check={check} />
            ))}
          </ul>
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

function CheckLine({ check: given }: { readonly check: Check }) {
  const { words, state, click } = usePanel();
  const { check, verdict, facts } = given;
  const button = checkButton(given, state, words);
  const text = words.checks[check]({ verdict, facts: displaySafeFacts(facts) });
  return (
    <li class={`check ${verdict}`}>
      <span class="badge" role="img" aria-label={words.panel.checkup.verdicts[verdict]}>
        <Icon name={verdict} />
      </span>
      <div>
        <p class="strong">{text.title}</p>
        {text.detail !== '' && <p class="quiet">{text.detail}</p>}
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
