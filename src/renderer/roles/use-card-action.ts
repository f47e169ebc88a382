import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CardAction } from '../../views/panel/card-actions.ts';
import type { Move } from '../../views/panel/moving.ts';
import type { RoleCard } from '../../views/panel/role-card.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';

/**
 * Returns a function that performs an action of a card. It shows failures, and successes that have
 * no other visible effect.
 */
export function useCardAction(): (action: CardAction, card: RoleCard) => void {
  const { words, api, click, go, say, valueOf } = usePanel();
  const { list } = words;
  const assumeOnce = async (roleId: string, name: string): Promise<void> => {
    const result = await api.session.assume({ roleId, keep: false, takeOver: false });
    if (!result.ok && result.failure.kind === 'mfa-needed')
      go({ kind: 'mfa', mfaRequestId: result.failure.mfaRequestId });
    else if (!result.ok && result.failure.kind === 'role-unknown') valueOf(result, name);
  };
  const pin = async ({ id, name, isPinned }: RoleCard): Promise<void> => {
    const done = await api.role.set({ roleId: id, changes: { pinned: !isPinned } });
    if (valueOf(done, name) !== null) say(isPinned ? list.nowUnpinned(name) : list.nowPinned(name));
  };
  const movedRoleId = useRef<string | null>(null);
  // Restores the focus, which the browser removes from a card that moves to another place.
  useLayoutEffect(() => {
    if (movedRoleId.current === null || document.activeElement !== document.body) return;
    document.getElementById(`role-${movedRoleId.current}`)?.focus();
    movedRoleId.current = null;
  });
  const move = async ({ roleId, before, position, count }: Move, card: RoleCard): Promise<void> => {
    movedRoleId.current = card.id;
    const done = await api.role.move({ roleId, before });
    if (valueOf(done, card.name) !== null) say(list.nowMoved({ name: card.name, position, count }));
  };
  return (action, card) => {
    switch (action.kind) {
      case 'assume-once':
        void assumeOnce(action.roleId, card.name);
        return;
      case 'move':
        void move(action, card);
        return;
      case 'pin':
        void pin(card);
        return;
      case 'copy':
        void click(action).then((done) => {
          if (done) say(list.copied(displaySafe(action.text)));
        });
        return;
      case 'copy-environment':
        void click(action).then((done) => {
          if (done) say(list.copiedEnvironment(card.name));
        });
        return;
      default:
        void click(action);
    }
  };
}
