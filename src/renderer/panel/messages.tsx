import { useEffect } from 'preact/hooks';
import { ItWorks } from '../first-steps/it-works.tsx';
import type { FirstAssume } from '../first-steps/use-first-assume.ts';
import { Banner } from '../parts/banner.tsx';
import { NoteBanner, NoteToast } from '../parts/note-message.tsx';
import { type Note, usePanel } from './panel-context.ts';

/** Shows failures that belong to no role, at the top of the page. */
export function Banners({
  hasStopped,
  note,
  onGone,
}: {
  /** The application has stopped. */
  readonly hasStopped: boolean;
  readonly note: Note | null;
  readonly onGone: () => void;
}) {
  const { words } = usePanel();
  const { title, detail } = words.panel.stopped;
  return (
    <div class="notes" aria-live="polite">
      {hasStopped && <Banner tone="bad" title={title} details={[detail]} />}
      {note !== null && note.tone !== 'good' && <NoteBanner note={note} onGone={onGone} />}
    </div>
  );
}

/** Shows messages of success, over the page. */
export function Toasts({
  firstAssume,
  note,
  onGone,
}: {
  /** The role that was assumed for the first time; null if another page is shown. */
  readonly firstAssume: FirstAssume | null;
  readonly note: Note | null;
  readonly onGone: () => void;
}) {
  const roleId = firstAssume?.roleId ?? null;
  // When a role works, the offer to test one disappears.
  const isOfferDone = roleId !== null && note?.action?.click.kind === 'assume';
  useEffect(() => {
    if (isOfferDone) onGone();
  }, [isOfferDone]);
  return (
    <div class="toasts" aria-live="polite">
      {firstAssume !== null && roleId !== null && (
        <ItWorks key={roleId} roleId={roleId} onDismiss={firstAssume.dismiss} />
      )}
      {note?.tone === 'good' && <NoteToast note={note} onGone={onGone} />}
    </div>
  );
}
