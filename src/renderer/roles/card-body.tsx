import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RoleCard as Card } from '../../views/panel/role-card.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { usePanel } from '../panel/panel-context.ts';
import { usePin } from './use-pin.ts';

/** The expanded part of a card: the role's facts and actions. */
export function CardBody({ card }: { readonly card: Card }) {
  const { id, name, isPinned, facts, actions } = card;
  const { words, click, go, api, valueOf } = usePanel();
  const pin = usePin();
  const body = useRef<HTMLDivElement>(null);
  // Scrolls into view a card that expanded at the window's edge.
  useLayoutEffect(() => body.current?.scrollIntoView({ block: 'nearest' }), []);
  const { panel, list } = words;
  const assumeOnce = async (): Promise<void> => {
    const result = await api.session.assume({ roleId: id, keep: false, takeOver: false });
    if (!result.ok && result.failure.kind === 'mfa-needed')
      go({ kind: 'mfa', mfaRequestId: result.failure.mfaRequestId });
    else if (!result.ok && result.failure.kind === 'role-unknown') valueOf(result, name);
  };
  const lines = [
    [words.kinds.what[facts.kind], facts.what],
    [panel.facts.profile, facts.profile],
    [words.kinds.source[facts.kind], facts.source],
    ...(facts.keptBy === null ? [] : [[panel.facts.keptBy, facts.keptBy] as const]),
    ...(facts.group === null ? [] : [[list.group, facts.group] as const]),
    ...(facts.endpoint === null ? [] : [[panel.facts.endpoint, facts.endpoint] as const]),
  ] as const;
  return (
    <div ref={body} class="card-body">
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
          <button type="button" onClick={() => void click({ kind: 'refresh', roleId: id })}>
            {panel.actions.refresh}
          </button>
        )}
        {actions.assumeOnce && (
          <button type="button" onClick={() => void assumeOnce()}>
            {panel.actions.assumeOnce}
          </button>
        )}
        {actions.release !== null && (
          <button
            type="button"
            onClick={() => void (actions.release !== null && click(actions.release))}
          >
            {panel.actions.release}
          </button>
        )}
        <CopyButton text={facts.profile} label={panel.actions.copyProfile} what={name} />
        <button id={`pin-${id}`} type="button" onClick={() => void pin(card)}>
          {isPinned ? list.unpin : list.pin}
        </button>
        {actions.access && (
          <button
            id={`access-${id}`}
            type="button"
            onClick={() => go({ kind: 'access', roleId: id })}
          >
            {panel.actions.access}
          </button>
        )}
        <button
          id={`activity-${id}`}
          type="button"
          onClick={() => go({ kind: 'activity', roleId: id })}
        >
          {words.activity.open}
        </button>
        <button id={`edit-${id}`} type="button" onClick={() => go({ kind: 'role', roleId: id })}>
          {panel.actions.edit}
        </button>
      </div>
    </div>
  );
}
