import { useEffect, useRef } from 'preact/hooks';
import { type Note, usePanel } from '../panel/panel-context.ts';
import { Banner } from './banner.tsx';

/** What was said last, with what to do next where it says so. */
export function NoteBanner({ note, onDone }: { readonly note: Note; readonly onDone: () => void }) {
  const { click } = usePanel();
  const { action } = note;
  const place = useRef<HTMLDivElement>(null);
  // It may have been asked for at the end of a long page.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [note]);
  return (
    <div ref={place}>
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
    </div>
  );
}
