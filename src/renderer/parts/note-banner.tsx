import { useEffect, useRef } from 'preact/hooks';
import { type Note, usePanel } from '../panel/panel-context.ts';
import { Banner } from './banner.tsx';

/** The last message, with a next step or undo if there is one. */
export function NoteBanner({ note, onGone }: { readonly note: Note; readonly onGone: () => void }) {
  const { words, click } = usePanel();
  const { tone, title, details, action, undo } = note;
  const place = useRef<HTMLDivElement>(null);
  // The action can be at the end of a long page.
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
