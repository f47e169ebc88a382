import { type Note, usePanel } from '../panel/panel-context.ts';
import { Banner } from './banner.tsx';

/** What was said last, with what to do next where it says so. */
export function NoteBanner({ note, onDone }: { readonly note: Note; readonly onDone: () => void }) {
  const { click } = usePanel();
  const { action } = note;
  return (
    <Banner tone={note.tone} title={note.title} details={note.details} onDismiss={onDone}>
      {action !== undefined && (
        <button
          type="button"
          class="primary"
          onClick={() => {
            onDone();
            void click(action.click);
          }}
        >
          {action.label}
        </button>
      )}
    </Banner>
  );
}
