import { Component } from 'preact';
import type { Found } from '../../views/panel/roles-page.ts';
import type { RoleCard as Card } from '../../views/panel/role-card.ts';
import type { Words } from '../../views/words/words.ts';
import { Icon } from '../parts/icon.tsx';
import { CardBody } from './card-body.tsx';
import { CardFailureBox } from './card-failure.tsx';
import { LifeLine } from './life-line.tsx';

export interface RoleCardProps {
  readonly card: Card;
  readonly words: Words;
  readonly isOpen: boolean;
  /** What Enter in the search does with this role; null if it affects another role or none. */
  readonly enter: NonNullable<Found['first']>['enter'] | null;
  /** Must be the same object at each render, so that unchanged cards are skipped. */
  readonly acts: CardActs;
}

export interface CardActs {
  readonly toggle: (roleId: string) => void;
  readonly click: (click: Card['switchClick']) => void;
}

/** One role: status, switch and failure with its remedy; expanded, also facts and actions. */
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
    const shown = [card.left, card.next].filter((part) => part !== null);
    return (
      <li class={`card ${card.tone} ${enter === null ? '' : 'first'}`}>
        <div class="card-head">
          <span class="dot" aria-hidden="true" />
          <button
            id={`role-${card.id}`}
            data-role={card.id}
            type="button"
            class="card-title"
            aria-expanded={isOpen}
            aria-keyshortcuts="K R C P E"
            title={panel.more(card.name)}
            onClick={() => acts.toggle(card.id)}
          >
            <span class="name-line">
              <span class="name">{card.name}</span>
              {card.isPinned && <Icon name="pin" label={list.isPinned} />}
            </span>
            <span class="status">
              <span class="strong">{card.status}</span>
              {shown.map((part) => (
                <span key={part}>{part}</span>
              ))}
            </span>
          </button>
          {enter !== null && (
            <span class="enter" aria-hidden="true">
              <Icon name="enter" />
              <span>{list.enter[enter].mark}</span>
            </span>
          )}
          <button
            id={`switch-${card.id}`}
            type="button"
            role="switch"
            class="switch"
            aria-checked={card.isOn}
            aria-label={panel.keep(card.name)}
            title={panel.keep(card.name)}
            onClick={() => acts.click(card.switchClick)}
          />
        </div>
        {card.life !== null && <LifeLine left={card.life.left} refreshAt={card.life.refreshAt} />}
        {card.failure !== null && <CardFailureBox id={card.id} failure={card.failure} />}
        {isOpen && <CardBody card={card} />}
      </li>
    );
  }
}
