import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';

/**
 * Shows the progress of the listing. If the user must sign in first, says that Rolekeeper waits for
 * the sign-in.
 */
export function ListingProgress({ onCancel }: { readonly onCancel: () => void }) {
  const { words, state, go } = usePanel();
  const { discovery, panel } = words;
  const { page } = discovery;
  const [progress] = state.discoveries;
  const [signIn] = state.signIns;
  return (
    <section class="listing">
      {progress !== undefined ? (
        <>
          <p class="strong">{page.listing(displaySafe(progress.signIn))}</p>
          <progress
            aria-label={page.listing(displaySafe(progress.signIn))}
            value={progress.accounts === null ? undefined : progress.accountsDone}
            max={progress.accounts ?? undefined}
          />
          <p class="quiet">{discovery.progress(progress)}</p>
        </>
      ) : (
        <p class="strong" role="status">
          {signIn === undefined ? page.starting : page.waiting}
        </p>
      )}
      <p class="warning-text" role="status">
        {progress?.isThrottled === true ? discovery.throttled : ''}
      </p>
      <div class="buttons">
        {progress === undefined && signIn !== undefined && (
          <button
            type="button"
            class="primary"
            onClick={() => go({ kind: 'sign-in', signInId: signIn.id })}
          >
            {page.showCode}
          </button>
        )}
        <button type="button" onClick={onCancel}>
          {panel.cancel}
        </button>
      </div>
    </section>
  );
}
