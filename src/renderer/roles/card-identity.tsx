import type { RoleCard } from '../../views/panel/role-card.ts';
import type { Words } from '../../views/words/words.ts';
import { CopyText } from '../parts/copy-text.tsx';
import type { CardHandlers } from './card-handlers.ts';

/** Shows account, profile and region in one line. A click on one of them copies it. */
export function CardIdentity({
  card,
  words,
  handlers,
}: {
  readonly card: RoleCard;
  readonly words: Words;
  readonly handlers: CardHandlers;
}) {
  const { labels } = words.panel.form;
  return (
    <p class="card-identity">
      {card.identity.map(({ kind, text, copied }) => (
        <CopyText
          key={kind}
          label={words.list.copyPart({ label: labels[kind], text })}
          text={text}
          onCopy={() => handlers.copy(copied)}
        />
      ))}
    </p>
  );
}
