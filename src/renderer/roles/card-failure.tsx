import type { CardFailure } from '../../views/panel/role-card.ts';
import { usePanel } from '../panel/panel-context.ts';
import { PendingSignIn } from '../sign-in/pending-sign-in.tsx';
import { BreakableText } from '../parts/breakable-text.tsx';

/** Shows a failure with its remedy, which is a button or the sign-in that has already begun. */
export function CardFailureBox({
  id,
  failure,
}: {
  readonly id: string;
  readonly failure: CardFailure;
}) {
  const { words, state, click } = usePanel();
  const { title, detail, remedy } = failure;
  const { click: action } = remedy;
  const signIn =
    action.kind === 'sign-in'
      ? state.signIns.find(({ profile }) => profile === action.profile)
      : undefined;
  if (signIn !== undefined) return <PendingSignIn request={signIn} />;
  return (
    <div class="failure">
      <p class="strong">
        <BreakableText text={title} />
      </p>
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
          <p class="detail">
            <BreakableText text={detail} />
          </p>
        </details>
      )}
    </div>
  );
}
