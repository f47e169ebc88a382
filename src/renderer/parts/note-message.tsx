import { useEffect, useRef } from 'preact/hooks';
import { type Note, usePanel } from '../panel/panel-context.ts';
import { Banner } from './banner.tsx';
import { Toast } from './toast.tsx';

interface NoteProps {
  readonly note: Note;
  readonly onGone: () => void;
}

/** Shows the last failure that belongs to no role, at the top of the page. */
export function NoteBanner({ note, onGone }: NoteProps) {
  const { tone, title, details } = note;
  const place = useRef<HTMLDivElement>(null);
  // The action can be at the end of a long page.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [note]);
  return (
    <div ref={place}>
      <Banner tone={tone} title={title} details={details} onDismiss={onGone}>
        <NoteButtons note={note} onGone={onGone} />
      </Banner>
    </div>
  );
}

/** Shows the last success, over the page. */
export function NoteToast({ note, onGone }: NoteProps) {
  const { title, details, action, undo } = note;
  const lasts =
    action !== undefined ? 'until-dismissed' : undo !== undefined ? 'longer' : 'briefly';
  return (
    <Toast title={title} details={details} lasts={lasts} onGone={onGone}>
      <NoteButtons note={note} onGone={onGone} />
    </Toast>
  );
}

function NoteButtons({ note: { action, undo }, onGone }: NoteProps) {
  const { words, click } = usePanel();
  return (
    <>
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
    </>
  );
}
