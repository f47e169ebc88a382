import type { CardAction } from '../../views/panel/card-actions.ts';
import type { RoleCard } from '../../views/panel/role-card.ts';

/**
 * What a card's buttons call. All cards share one object, so that unchanged cards are not rendered
 * again.
 */
export interface CardHandlers {
  readonly toggle: (roleId: string) => void;
  readonly perform: (action: CardAction, card: RoleCard) => void;
  /** Resolves to true if the text is on the clipboard. */
  readonly copy: (text: string) => Promise<boolean>;
}
