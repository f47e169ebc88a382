import type { RoleCard as Card } from '../../views/panel/role-card.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { CardFailureBox } from './card-failure.tsx';
import { LifeLine } from './life-line.tsx';

export interface RoleCardProps {
  readonly card: Card;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One role: how it stands, its switch, what went wrong and what helps; opened, all that can be done with it. */
export function RoleCard({ card, isOpen, onToggle }: RoleCardProps) {
  const { words, click } = usePanel();
  const { panel } = words;
  const said = [card.next, card.left].filter((part) => part !== null);
  return (
    <li class={`card ${card.tone}`}>
      <div class="card-head">
        <span class="dot" aria-hidden="true" />
        <button
          id={`role-${card.id}`}
          type="button"
          class="card-title"
          aria-expanded={isOpen}
          title={panel.more(card.name)}
          onClick={onToggle}
        >
          <span class="name">{card.name}</span>
          <span class="status">
            <span class="strong">{card.status}</span>
            {said.map((part) => (
              <span key={part}>{part}</span>
            ))}
          </span>
        </button>
        <button
          id={`switch-${card.id}`}
          type="button"
          role="switch"
          class="switch"
          aria-checked={card.isOn}
          aria-label={panel.keep(card.name)}
          title={panel.keep(card.name)}
          onClick={() => void click(card.switchClick)}
        />
      </div>
      {card.life !== null && <LifeLine left={card.life.left} refreshAt={card.life.refreshAt} />}
      {card.failure !== null && <CardFailureBox id={card.id} failure={card.failure} />}
      {isOpen && <CardBody card={card} />}
    </li>
  );
}

function CardBody({ card: { id, name, facts, actions } }: { readonly card: Card }) {
  const { words, click, go, api, valueOf } = usePanel();
  const { panel } = words;
  const assumeOnce = async (): Promise<void> => {
    const result = await api.session.assume({ roleId: id, keep: false, takeOver: false });
    if (!result.ok && result.failure.kind === 'mfa-needed') go({ view: 'mfa', requestId: result.failure.requestId });
    else if (!result.ok && result.failure.kind === 'role-unknown') valueOf(result, name);
  };
  const lines = [
    [panel.facts.roleArn, facts.roleArn],
    [panel.facts.profile, facts.profile],
    [panel.facts.source, facts.source],
    ...(facts.endpoint === null ? [] : [[panel.facts.endpoint, facts.endpoint] as const]),
  ] as const;
  return (
    <div class="card-body">
      <dl>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        {actions.refresh && (
          <button type="button" onClick={() => void click({ do: 'refresh', roleId: id })}>
            {panel.actions.refresh}
          </button>
        )}
        {actions.assumeOnce && (
          <button type="button" onClick={() => void assumeOnce()}>
            {panel.actions.assumeOnce}
          </button>
        )}
        {actions.release !== null && (
          <button type="button" onClick={() => void (actions.release !== null && click(actions.release))}>
            {panel.actions.release}
          </button>
        )}
        <CopyButton text={facts.profile} label={panel.actions.copyProfile} what={name} />
        <button id={`access-${id}`} type="button" onClick={() => go({ view: 'access', roleId: id })}>
          {panel.actions.access}
        </button>
        <button id={`activity-${id}`} type="button" onClick={() => go({ view: 'activity', roleId: id })}>
          {words.activity.open}
        </button>
        <button id={`edit-${id}`} type="button" onClick={() => go({ view: 'role', roleId: id })}>
          {panel.actions.edit}
        </button>
      </div>
    </div>
  );
}
