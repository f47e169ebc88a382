import { Component } from 'preact';
import type { Found } from '../../views/panel/roles-page.ts';
import type { RoleCard as Card } from '../../views/panel/role-card.ts';
import type { Words } from '../../views/words/words.ts';
import { Icon } from '../parts/icon.tsx';
import type { CardActs } from './card-acts.ts';
import { MoreActions, QuickActions } from './card-actions.tsx';
import { CardBody } from './card-body.tsx';
import { CardFailureBox } from './card-failure.tsx';
import { CardIdentity } from './card-identity.tsx';
import { LifeRing } from './life-ring.tsx';

export interface RoleCardProps {
  readonly card: Card;
  readonly words: Words;
  readonly isOpen: boolean;
  /**
   * What the Enter key in the search field does with this role. Null if Enter acts on another role
   * or on none.
   */
  readonly enter: NonNullable<Found['first']>['enter'] | null;
  /** Must be the same object at each render, so that unchanged cards are skipped. */
  readonly acts: CardActs;
}

/**
 * One role: name, status, identity, switch, actions, and a failure with its remedy; expanded, also
 * its facts.
 */
export class RoleCard extends Component<RoleCardProps> {
  /** Without this, a change to one role would render a thousand cards. */
  override shouldComponentUpdate(next: RoleCardProps): boolean {
    const { card, words, isOpen, enter, acts } = this.props;
    if (
      next.isOpen !== isOpen ||
      next.enter !== enter ||
      next.words !== words ||
      next.acts !== acts
    )
      return true;
    return next.card !== card && JSON.stringify(next.card) !== JSON.stringify(card);
  }

  override render({ card, words, isOpen, enter, acts }: RoleCardProps) {
    const { panel, list } = words;
    return (
      <li class={`card ${card.tone} ${enter === null ? '' : 'first'}`}>
        <div class="card-head">
          <LifeRing left={card.life} />
          <button
            id={`role-${card.id}`}
            data-role={card.id}
            type="button"
            class="card-title"
            aria-expanded={isOpen}
            aria-keyshortcuts="K R C P E"
            onClick={() => acts.toggle(card.id)}
          >
            <span class="name-line">
              <span class="name">{card.name}</span>
              {card.isPinned && <Icon name="pin" label={list.isPinned} />}
            </span>
            <CardStatus card={card} />
          </button>
          {enter !== null && (
            <span class="enter" aria-hidden="true">
              <Icon name="enter" />
              <span>{list.enter[enter].mark}</span>
            </span>
          )}
          <MoreActions card={card} words={words} acts={acts} />
          <button
            id={`switch-${card.id}`}
            type="button"
            role="switch"
            class="switch"
            aria-checked={card.isOn}
            aria-label={panel.keep(card.name)}
            title={panel.keep(card.name)}
            onClick={() => acts.act(card.switchClick, card)}
          />
        </div>
        <CardIdentity card={card} words={words} acts={acts} />
        {card.matches.map(({ label, text }) => (
          <p key={text} class="card-match">
            {label}: {text}
          </p>
        ))}
        {(isOpen || card.life !== null) && <QuickActions card={card} acts={acts} />}
        {card.failure !== null && <CardFailureBox id={card.id} failure={card.failure} />}
        {isOpen && <CardBody card={card} words={words} acts={acts} />}
      </li>
    );
  }
}

/** Text that another part of the card already shows is for screen readers only. */
function CardStatus({ card: { status, isStatusRepeated, next } }: { readonly card: Card }) {
  return (
    <span class="status">
      <span class={isStatusRepeated ? 'unseen' : 'strong'}>{status}</span>
      {next !== null && <span>{next}</span>}
    </span>
  );
}
