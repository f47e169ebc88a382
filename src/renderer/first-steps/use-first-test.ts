import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { type Note, usePanel } from '../panel/panel-context.ts';

/**
 * Returns a function for the message about added roles. If there were no roles before, the message
 * offers to test the first one.
 */
export function useFirstTest(): (added: readonly Role[]) => Pick<Note, 'action' | 'details'> {
  const { words, state } = usePanel();
  const isFirst = state.roles.length === 0;
  return ([role]) => {
    if (!isFirst || role === undefined) return { details: [] };
    return {
      details: [words.firstSteps.tryItDetail],
      action: {
        label: words.firstSteps.tryOne(displaySafe(role.name)),
        click: { kind: 'assume', roleId: role.id },
      },
    };
  };
}
