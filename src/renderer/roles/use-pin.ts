import type { RoleCard } from '../../views/panel/role-card.ts';
import { usePanel } from '../panel/panel-context.ts';

/** Pins a role, or unpins a pinned one. Resolves to false where that failed, which was told. */
export function usePin(): (card: RoleCard) => Promise<boolean> {
  const { api, valueOf } = usePanel();
  return async ({ id, name, isPinned }) =>
    valueOf(await api.role.set({ roleId: id, changes: { pinned: !isPinned } }), name) !== null;
}
