import type { CardAct } from '../../views/panel/card-actions.ts';
import type { RoleCard } from '../../views/panel/role-card.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { usePanel } from '../panel/panel-context.ts';

/**
 * Returns a function that performs an action of a card. It shows failures, and successes that have
 * no other visible effect.
 */
export function useCardAct(): (act: CardAct, card: RoleCard) => void {
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
  return (act, card) => {
    switch (act.kind) {
      case 'assume-once':
        void assumeOnce(act.roleId, card.name);
        return;
      case 'pin':
        void pin(card);
        return;
      case 'copy':
        void click(act).then((done) => {
          if (done) say(list.copied(displaySafe(act.text)));
        });
        return;
      case 'copy-environment':
        void click(act).then((done) => {
          if (done) say(list.copiedEnvironment(card.name));
        });
        return;
      default:
        void click(act);
    }
  };
}
