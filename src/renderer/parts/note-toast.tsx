import { type Note, usePanel } from '../panel/panel-context.ts';
import { Toast, type ToastProps } from './toast.tsx';

interface NoteProps {
  readonly note: Note;
  readonly onDismiss: () => void;
}

/** Shows the result of the user's last action, over the page. */
export function NoteToast({ note, onDismiss }: NoteProps) {
  const { tone, title, details } = note;
  return (
    <Toast
      tone={tone}
      title={title}
      details={details}
      lasts={lastingOf(note)}
      onDismiss={onDismiss}
    >
      <NoteButtons note={note} onDismiss={onDismiss} />
    </Toast>
  );
}

function lastingOf({ tone, action, undo }: Note): ToastProps['lasts'] {
  if (tone !== 'good' || action !== undefined) return 'until-dismissed';
  return undo === undefined ? 'briefly' : 'longer';
}

function NoteButtons({ note: { action, undo }, onDismiss }: NoteProps) {
  const { words, click } = usePanel();
  return (
    <>
      {action !== undefined && (
        <button
          type="button"
          class="primary"
          onClick={() => {
            onDismiss();
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
            onDismiss();
            undo();
          }}
        >
          {words.forming.undo}
        </button>
      )}
    </>
  );
}
