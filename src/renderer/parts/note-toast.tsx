import { type Note, usePanel } from '../panel/panel-context.ts';
import { Toast, type ToastProps } from './toast.tsx';

interface NoteProps {
  readonly note: Note;
  readonly onGone: () => void;
}

/** Shows what became of the user's last action, over the page. */
export function NoteToast({ note, onGone }: NoteProps) {
  const { tone, title, details } = note;
  return (
    <Toast tone={tone} title={title} details={details} lasts={lastingOf(note)} onGone={onGone}>
      <NoteButtons note={note} onGone={onGone} />
    </Toast>
  );
}

function lastingOf({ tone, action, undo }: Note): ToastProps['lasts'] {
  if (tone !== 'good' || action !== undefined) return 'until-dismissed';
  return undo === undefined ? 'briefly' : 'longer';
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
