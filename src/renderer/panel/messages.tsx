import { useEffect } from 'preact/hooks';
import { ItWorks } from '../first-steps/it-works.tsx';
import type { FirstAssume } from '../first-steps/use-first-assume.ts';
import { Banner } from '../parts/banner.tsx';
import { NoteToast } from '../parts/note-toast.tsx';
import { type Note, usePanel } from './panel-context.ts';

/** Says at the top of the page that the application has stopped. */
export function StoppedBanner({ hasStopped }: { readonly hasStopped: boolean }) {
  const { words } = usePanel();
  const { title, detail } = words.panel.stopped;
  return (
    <div class="notes" aria-live="polite">
      {hasStopped && <Banner tone="bad" title={title} details={[detail]} />}
    </div>
  );
}

/** Shows the results of the user's actions, over the page. */
export function Toasts({
  firstAssume,
  note,
  onDismiss,
}: {
  /** The role that was assumed for the first time. Null on every page except the list of roles. */
  readonly firstAssume: FirstAssume | null;
  readonly note: Note | null;
  readonly onDismiss: () => void;
}) {
  const roleId = firstAssume?.roleId ?? null;
  // Hides the message that offers to assume a role, because a role has just been assumed.
  const isOfferDone = roleId !== null && note?.action?.click.kind === 'assume';
  useEffect(() => {
    if (isOfferDone) onDismiss();
  }, [isOfferDone]);
  return (
    <div class="toasts" aria-live="polite">
      {firstAssume !== null && roleId !== null && (
        <ItWorks key={roleId} roleId={roleId} onDismiss={firstAssume.dismiss} />
      )}
      {note !== null && <NoteToast note={note} onDismiss={onDismiss} />}
    </div>
  );
}
