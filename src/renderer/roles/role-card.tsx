import { Component } from 'preact';
import type { Found, RolesPage } from '../../views/panel/roles-page.ts';
import type { CardFailure, RoleCard as Card } from '../../views/panel/role-card.ts';
import type { Words } from '../../views/words/words.ts';
import { BreakableText } from '../parts/breakable-text.tsx';
import { Icon } from '../parts/icon.tsx';
import type { CardHandlers } from './card-handlers.ts';
import { MoreActions, QuickActions } from './card-actions.tsx';
import { CardBody } from './card-body.tsx';
import { CardFailureBox } from './card-failure.tsx';
import { CardIdentity } from './card-identity.tsx';
import { TimeLeftRing } from './time-left-ring.tsx';

export interface RoleCardProps {
  readonly card: Card;
  readonly words: Words;
  readonly shape: RolesPage['shape'];
  readonly isOpen: boolean;
  /**
   * What the Enter key in the search field does with this role. Null if it does nothing with this
   * role.
   */
  readonly enter: NonNullable<Found['marked']>['enter'] | null;
  /** Must be the same object at each render, so that unchanged cards are skipped. */
  readonly handlers: CardHandlers;
}

/**
 * Shows one role with its name, status, identity, switch, actions, and a failure with its remedy.
 * An expanded card also shows more fields of the role.
 */
export class RoleCard extends Component<RoleCardProps> {
  /** Without this, a change to one role would render a thousand cards. */
  override shouldComponentUpdate(next: RoleCardProps): boolean {
    const { card, words, shape, isOpen, enter, handlers } = this.props;
    return (
      // `RoleCards` returns the same object for an unchanged card.
      next.card !== card ||
      next.isOpen !== isOpen ||
      next.shape !== shape ||
      next.enter !== enter ||
      next.words !== words ||
      next.handlers !== handlers
    );
  }

  override render({ card, words, shape, isOpen, enter, handlers }: RoleCardProps) {
    const { panel, list } = words;
    // A row has one line until it is opened.
    const isWhole = isOpen || shape === 'cards';
    return (
      <li
        class={`card ${card.tone} ${isWhole ? '' : 'row'} ${enter === null ? '' : 'marked'}`}
        draggable={!isOpen && card.actions.more.some(({ action }) => action.kind === 'move')}
      >
        <div class="card-head">
          <TimeLeftRing left={card.life} />
          <button
            id={`role-${card.id}`}
            data-role={card.id}
            type="button"
            class="card-title"
            aria-expanded={isOpen}
            aria-keyshortcuts="Control+Enter Control+R Control+C Control+P Control+E"
            onClick={() => handlers.toggle(card.id)}
          >
            <span class="name-line">
              <span class="name">{card.name}</span>
              {card.isPinned && <Icon name="pin" label={list.isPinned} />}
            </span>
            {!isWhole && <RowIdentity card={card} />}
            <CardStatus card={card} isWhole={isWhole} />
          </button>
          <span class="card-controls">
            {enter !== null && (
              <span class="enter" aria-hidden="true">
                <Icon name="enter" />
                <span>{list.enter[enter].mark}</span>
              </span>
            )}
            {!isWhole && card.failure !== null && (
              <Remedy card={card} failure={card.failure} handlers={handlers} />
            )}
            <MoreActions card={card} words={words} handlers={handlers} />
            <button
              id={`switch-${card.id}`}
              type="button"
              role="switch"
              class="switch"
              aria-checked={card.isOn}
              aria-label={panel.keep(card.name)}
              onClick={() => handlers.perform(card.switchClick, card)}
            />
          </span>
        </div>
        {isWhole && <CardIdentity card={card} words={words} handlers={handlers} />}
        {card.matches.map(({ label, text }) => (
          <p key={text} class="card-match">
            {label}: <BreakableText text={text} />
          </p>
        ))}
        {isWhole && (isOpen || card.life !== null) && (
          <QuickActions card={card} handlers={handlers} />
        )}
        {isWhole && card.failure !== null && <CardFailureBox id={card.id} failure={card.failure} />}
        {isOpen && <CardBody card={card} words={words} handlers={handlers} />}
      </li>
    );
  }
}

/** The button with the remedy of a failure, for a row, which has no room for the explanation. */
function Remedy({
  card,
  failure,
  handlers,
}: {
  readonly card: Card;
  readonly failure: CardFailure;
  readonly handlers: CardHandlers;
}) {
  return (
    <button
      id={`remedy-${card.id}`}
      type="button"
      class="primary small"
      aria-label={failure.remedy.label}
      onClick={() => {
        handlers.perform(failure.remedy.click, card);
        // Opens the card, because only an open card shows the code of the sign-in.
        if (failure.remedy.click.kind === 'sign-in') handlers.toggle(card.id);
      }}
    >
      {failure.shortRemedy}
    </button>
  );
}

/**
 * If another text of the card already says the status, the status is for screen readers only. A row
 * does not show the next refresh.
 */
function CardStatus({ card, isWhole }: { readonly card: Card; readonly isWhole: boolean }) {
  const { status, isStatusRepeated, next } = card;
  return (
    <span class="status">
      <span class={isStatusRepeated ? 'unseen' : 'strong'}>{status}</span>
      {isWhole && next !== null && <span>{next}</span>}
    </span>
  );
}

/**
 * Shows account and region, and the profile if it is not the role's name. A part that does not fit
 * is hidden, but the open row shows all parts.
 */
function RowIdentity({ card: { identity, profile, name } }: { readonly card: Card }) {
  const parts = identity.filter(({ kind }) => kind !== 'profile' || profile !== name);
  return (
    <span class="row-identity">
      {parts.map(({ kind, text }) => (
        <span key={kind}>{text}</span>
      ))}
    </span>
  );
}
