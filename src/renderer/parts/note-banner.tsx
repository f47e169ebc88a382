import { useEffect, useRef } from 'preact/hooks';
import { type Note, usePanel } from '../panel/panel-context.ts';
import { Banner } from './banner.tsx';

/** What was said last, with what to do next or the way back, where there is one. */
export function NoteBanner({ note, onGone }: { readonly note: Note; readonly onGone: () => void }) {
  const { words, click } = usePanel();
  const { tone, title, details, action, undo } = note;
  const place = useRef<HTMLDivElement>(null);
  // It may have been asked for at the end of a long page.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [note]);
  return (
    <div ref={place}>
      <Banner tone={tone} title={title} details={details} onDismiss={onGone}>
        {action !== undefined && (
          <button
            type="button"
            class="primary"
            onClick={() => {
              onGone();
              void click(action.click);
            }}
          >
            {action.label}
          </button>
        )}
        {undo !== undefined && (
          <button
            id="undo"
            type="button"
            onClick={() => {
              onGone();
              undo();
            }}
          >
            {words.forming.undo}
          </button>
        )}
      </Banner>
    </div>
  );
}
