import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RoleCard } from '../../views/panel/role-card.ts';
import type { Words } from '../../views/words/words.ts';
import { CopyText } from '../parts/copy-text.tsx';
import type { CardHandlers } from './card-handlers.ts';

/**
 * The expanded part of a card, which shows more fields of the role. A click on a value copies it.
 */
export function CardBody({
  card,
  words,
  handlers,
}: {
  readonly card: RoleCard;
  readonly words: Words;
  readonly handlers: CardHandlers;
}) {
  const body = useRef<HTMLDivElement>(null);
  // Scrolls into view a card that expanded at the window's edge.
  useLayoutEffect(() => body.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div ref={body} class="card-body">
      <dl>
        {card.facts.map(({ label, text, copied }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {copied === null ? (
                text
              ) : (
                <CopyText
                  label={words.list.copyPart({ label, text })}
                  text={text}
                  onCopy={() => handlers.copy(copied)}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <button
          id={`edit-${card.id}`}
          type="button"
          onClick={() =>
            handlers.perform({ kind: 'show', route: { kind: 'role', roleId: card.id } }, card)
          }
        >
          {words.panel.actions.edit}
        </button>
      </div>
    </div>
  );
}
