import type { RoleCard } from '../../views/panel/role-card.ts';
import type { Words } from '../../views/words/words.ts';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/menu.tsx';
import type { CardHandlers } from './card-handlers.ts';

const icons = {
  console: 'open',
  'assume-once': 'key',
  'copy-profile': 'copy',
  'copy-environment': 'copy',
  refresh: 'refresh',
} as const;

/** The most used actions of a role. */
export function QuickActions({ card, handlers }: Pick<CardActionProps, 'card' | 'handlers'>) {
  return (
    <div class="card-actions">
      {card.actions.quick.map(({ id, label, short, action }) => (
        <button
          key={id}
          id={`${id}-${card.id}`}
          type="button"
          class="quick"
          aria-label={label}
          title={label}
          onClick={() => handlers.perform(action, card)}
        >
          <Icon name={icons[id as keyof typeof icons]} />
          {short}
        </button>
      ))}
    </div>
  );
}

/** All other actions of a role, in a menu. */
export function MoreActions({ card, words, handlers }: CardActionProps) {
  return (
    <Menu
      id={`more-${card.id}`}
      label={words.panel.more(card.name)}
      entries={card.actions.more.map(({ id, label, action }) => ({
        id,
        label,
        onSelect: () => handlers.perform(action, card),
      }))}
    />
  );
}

interface CardActionProps {
  readonly card: RoleCard;
  readonly words: Words;
  readonly handlers: CardHandlers;
}
