import type { Role } from '../../core/roles/role.ts';
import { hasCredentials } from '../../core/sessions/session.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { mfaCodePredicate } from '../../views/tray/role-clicks.ts';
import { usePanel } from '../panel/panel-context.ts';

/**
 * Returns a function that removes a role and offers to undo that. It asks first only if the undo
 * would need an MFA code.
 */
export function useRemoval(onRemoved: () => void): (role: Role) => Promise<void> {
  const { words, state, api, ask, showNote, showFailure, openCard } = usePanel();
  const { form } = words.panel;
  const restore = async (role: Role): Promise<void> => {
    const result = await api.role.putBack({ roleId: role.id });
    if (!result.ok) {
      showFailure(result.failure, role.name);
      return;
    }
    showNote({ tone: 'good', title: words.forming.putBack(displaySafe(role.name)), details: [] });
    openCard(role.id);
  };
  return async (role) => {
    const view = state.roles.find((one) => one.role.id === role.id);
    const isOn = view !== undefined && (view.kept || hasCredentials(view.session));
    const costsCode = isOn && mfaCodePredicate(state.roles.map((one) => one.role))(role);
    const question = { ...form.askRemove(displaySafe(role.name)), cancel: words.panel.cancel };
    if (costsCode && !(await ask(question))) return;
    const result = await api.role.remove({ roleId: role.id });
    if (!result.ok) {
      showFailure(result.failure, role.name);
      return;
    }
    onRemoved();
    const title = form.removed(displaySafe(role.name));
    showNote({ tone: 'good', title, details: [], undo: () => void restore(role) });
  };
}
