import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { type Note, usePanel } from '../panel/panel-context.ts';

/**
 * Returns what completes the message about added roles: the test of the first one if there were no
 * roles before.
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
