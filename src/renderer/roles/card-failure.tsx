import type { CardFailure } from '../../views/panel/role-card.ts';
import { usePanel } from '../panel/panel-context.ts';

/** A failure with its remedy as a button. */
export function CardFailureBox({
  id,
  failure,
}: {
  readonly id: string;
  readonly failure: CardFailure;
}) {
  const { words, click } = usePanel();
  const { title, detail, remedy } = failure;
  return (
    <div class="failure">
      <p class="strong">{title}</p>
      <button
        id={`remedy-${id}`}
        type="button"
        class="primary small"
        onClick={() => void click(remedy.click)}
      >
        {remedy.label}
      </button>
      {detail !== '' && (
        <details>
          <summary id={`details-${id}`}>{words.panel.details}</summary>
          <p class="detail">{detail}</p>
        </details>
      )}
    </div>
  );
}
