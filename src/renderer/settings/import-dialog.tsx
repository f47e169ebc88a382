import { useEffect, useState } from 'preact/hooks';
import type { SettingsImport } from '../../core/contract/api.ts';
import { importReview, type ImportReview } from '../../views/transfer/import-review.ts';
import { usePanel } from '../panel/panel-context.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { Modal } from '../parts/modal.tsx';

/** Shows what an import would change and asks for confirmation. */
export function ImportDialog({
  document,
  onClose,
}: {
  readonly document: string;
  readonly onClose: () => void;
}) {
  const { words, api, showNote, showFailure, valueOf, formatFor } = usePanel();
  const { transfer, panel } = words;
  const [found, setFound] = useState<SettingsImport | null>(null);
  const [isImporting, setImporting] = useState(false);
  useEffect(() => {
    void api.settings.import({ document, dryRun: true }).then((result) => {
      if (!result.ok) {
        onClose();
        showFailure(result.failure, null);
        return;
      }
      setFound(result.value);
    });
  }, [document]);
  const confirm = async (): Promise<void> => {
    setImporting(true);
    const done = valueOf(await api.settings.import({ document, dryRun: false }), null);
    onClose();
    if (done === null) return;
    const { counts, refused } = importReview(done, words, formatFor);
    showNote({
      tone: refused.length === 0 ? 'good' : 'warning',
      title: transfer.imported(counts),
      details: refused,
    });
  };
  const review = found === null ? null : importReview(found, words, formatFor);
  const isNothing = review === null || (review.counts.roles === 0 && review.counts.settings === 0);
  return (
    <Modal title={transfer.title} onClose={onClose}>
      {review === null ? (
        <p class="quiet">{panel.loading}</p>
      ) : (
        <Review review={review} isNothing={isNothing} />
      )}
      <div class="buttons end">
        <button type="button" autofocus onClick={onClose}>
          {panel.cancel}
        </button>
        <button
          type="button"
          class="primary"
          disabled={isNothing || isImporting}
          onClick={() => void confirm()}
        >
          {isImporting ? transfer.importing : transfer.confirm}
        </button>
      </div>
    </Modal>
  );
}

function Review({
  review,
  isNothing,
}: {
  readonly review: ImportReview;
  readonly isNothing: boolean;
}) {
  const { words } = usePanel();
  const { transfer } = words;
  return (
    <div class="review" tabIndex={0} role="region" aria-label={transfer.title}>
      {isNothing && <p>{transfer.nothing}</p>}
      {review.groups.map(({ group, title, lines }) => (
        <section key={group} aria-label={title}>
          <h3 class="group-title">{title}</h3>
          <ul class="checks">
            {lines.map(({ key, title: name, facts, notes }) => (
              <li key={key} class="check">
                <div>
                  <p class={group === 'preferences' ? '' : 'strong'}>{name}</p>
                  {facts.map((fact) => (
                    <p key={fact} class="quiet">
                      <BreakableText text={fact} />
                    </p>
                  ))}
                  {notes.map((note) => (
                    <p key={note} class="warning-text">
                      <BreakableText text={note} />
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {review.same !== null && <p class="quiet">{review.same}</p>}
    </div>
  );
}
