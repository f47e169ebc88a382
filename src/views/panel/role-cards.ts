import type { AppState, RoleView } from '../../core/contract/app-state.ts';
import type { ListedRole } from '../role-order.ts';
import { type CardContext, roleCard, type RoleCard, shownState } from './role-card.ts';

interface KnownView {
  readonly view: RoleView;
  readonly text: string;
}

interface MadeCard {
  readonly card: RoleCard;
  readonly basis: readonly unknown[];
}

/**
 * Makes the cards of a page and remembers them. Returns the same object as before if nothing on a
 * card changed, so that a change of one role among a thousand renders one card.
 */
export class RoleCards {
  #roles: AppState['roles'] = [];
  #known: ReadonlyMap<string, KnownView> = new Map();
  readonly #made = new WeakMap<RoleView, MadeCard>();

  /**
   * Returns the roles of a state. A role that did not change is the same object as before, although
   * each state that a page gets is a new copy.
   */
  viewsOf({ roles }: AppState): readonly RoleView[] {
    if (roles !== this.#roles) {
      this.#roles = roles;
      this.#known = new Map(
        roles.map((view) => {
          const text = JSON.stringify(view);
          const before = this.#known.get(view.role.id);
          return [view.role.id, before?.text === text ? before : { view, text }];
        }),
      );
    }
    return [...this.#known.values()].map(({ view }) => view);
  }

  cardOf(listed: ListedRole, context: CardContext): RoleCard {
    const basis = basisOf(listed, context);
    const before = this.#made.get(listed.view);
    if (before?.basis.every((value, index) => value === basis[index]) === true) return before.card;
    const card = roleCard(listed, context);
    this.#made.set(listed.view, { card, basis });
    return card;
  }
}

/** Returns everything that a card depends on besides its role's view. */
function basisOf(listed: ListedRole, context: CardContext): readonly unknown[] {
  const { role } = listed.view;
  const { words, surface, queryWords, needsMfaCode, pinnedRoles } = context;
  return [
    words,
    surface,
    queryWords.join('\n'),
    needsMfaCode(role),
    role.pinned === true ? JSON.stringify(pinnedRoles) : '',
    listed.status.kind,
    ...Object.values(shownState(listed, context)),
  ];
}
