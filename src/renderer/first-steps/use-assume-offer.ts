import type { Role } from '../../core/roles/role.ts';
import { displaySafe } from '../../views/display-safe.ts';
import { type Note, usePanel } from '../panel/panel-context.ts';

/**
 * Returns a function that completes the message about added roles. If the user had no roles before,
 * it adds a button that assumes the first of the added roles.
 */
export function useAssumeOffer(): (added: readonly Role[]) => Pick<Note, 'action' | 'details'> {
  const { words, state } = usePanel();
  const isFirst = state.roles.length === 0;
  return ([role]) => {
    if (!isFirst || role === undefined) return { details: [] };
    return {
      details: [words.firstSteps.lastStep],
      action: {
        label: words.firstSteps.assumeNamed(displaySafe(role.name)),
        click: { kind: 'assume', roleId: role.id },
      },
    };
  };
}
