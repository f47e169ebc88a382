import { useState } from 'preact/hooks';
import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import type { Discovery } from '../../core/contract/discovery-api.ts';
import { assignmentKey } from '../../core/discovery/assignment.ts';
import type { PlannedName } from '../../core/discovery/planned-names.ts';
import { failureText } from '../../views/failure-text.ts';
import { withAdded } from '../../views/panel/discovered-roles.ts';
import { useFirstTest } from '../first-steps/use-first-test.ts';
import { usePanel } from '../panel/panel-context.ts';

/**
 * Adds roles in one write. Then shows the list of roles. Stays on the page if a role was not added,
 * or if `left` roles still need another name.
 */
export function useAdding(
  from: SsoReference,
  discovery: Discovery,
  onAdded: (keys: readonly string[], discovery: Discovery) => void,
): {
  readonly isAdding: boolean;
  readonly add: (planned: readonly PlannedName[], left: number) => Promise<void>;
} {
  const { words, api, go, showNote, showFailure, formatFor } = usePanel();
  const { page, added: addedText } = words.discovery;
  const [isAdding, setAdding] = useState(false);
  const firstTest = useFirstTest();

  const add = async (planned: readonly PlannedName[], left: number): Promise<void> => {
    const roles = planned.map(({ name, group, assignment: { accountId, permissionSet } }) => ({
      accountId,
      permissionSet,
      name,
      group,
    }));
    setAdding(true);
    const outcome = await api.discovery.add({ from, roles });
    setAdding(false);
    if (!outcome.ok) {
      showFailure(outcome.failure, null);
      return;
    }
    const added = outcome.value.flatMap((each) =>
      each.result.ok ? [[assignmentKey(each), each.result.value.role] as const] : [],
    );
    const details = outcome.value.flatMap(({ result }) => {
      if (result.ok) return [];
      const { title, detail } = failureText(words, result.failure, formatFor(null));
      return [detail === '' ? title : detail];
    });
    onAdded(
      added.map(([key]) => key),
      withAdded(discovery, new Map(added)),
    );
    if (details.length > 0) {
      const title = page.notAdded(details.length);
      showNote({ tone: 'bad', title, details: [...new Set(details)] });
      return;
    }
    if (left === 0) go({ kind: 'roles' });
    showNote({
      tone: 'good',
      title: addedText(added.length),
      ...firstTest(added.map(([, role]) => role)),
    });
  };
  return { isAdding, add };
}
