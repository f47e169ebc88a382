import type { RoleCard } from '../../views/panel/role-card.ts';
import { usePanel } from '../panel/panel-context.ts';

/** Pins or unpins a role. Resolves to false if that failed; the failure is already shown. */
export function usePin(): (card: RoleCard) => Promise<boolean> {
  const { api, valueOf } = usePanel();
  return async ({ id, name, isPinned }) =>
    valueOf(await api.role.set({ roleId: id, changes: { pinned: !isPinned } }), name) !== null;
}
