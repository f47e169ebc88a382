import type { Question } from '../../views/tray/menu-item.ts';
import { BreakableText } from './breakable-text.tsx';
import { Modal } from './modal.tsx';

/** Asks before an action that is hard to undo. */
export function QuestionDialog({
  question,
  onAnswer,
}: {
  readonly question: Question['ask'];
  readonly onAnswer: (confirmed: boolean) => void;
}) {
  return (
    <Modal title={question.title} onClose={() => onAnswer(false)}>
      <p>
        <BreakableText text={question.detail} />
      </p>
      <div class="buttons end">
        <button type="button" autofocus onClick={() => onAnswer(false)}>
          {question.cancel}
        </button>
        <button type="button" class="primary" onClick={() => onAnswer(true)}>
          {question.confirm}
        </button>
      </div>
    </Modal>
  );
}
