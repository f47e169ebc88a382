import type { CardAct } from '../../views/panel/card-actions.ts';
import type { RoleCard } from '../../views/panel/role-card.ts';

/** What the parts of a card can do. One object for all cards, so that unchanged ones are skipped. */
export interface CardActs {
  readonly toggle: (roleId: string) => void;
  readonly act: (act: CardAct, card: RoleCard) => void;
  /** Resolves to true if the text is on the clipboard. */
  readonly copy: (text: string) => Promise<boolean>;
}
