import { useState } from 'preact/hooks';
import type { SsoReference } from '../../core/aws-config/sign-in-session.ts';
import { assignmentKey } from '../../core/discovery/assignment.ts';
import type { PlannedName } from '../../core/discovery/planned-names.ts';
import { failureText } from '../../views/failure-text.ts';
import { useAssumeOffer } from '../first-steps/use-assume-offer.ts';
import { usePanel } from '../panel/panel-context.ts';
import { useIsUnmounted } from '../parts/use-is-unmounted.ts';

/**
 * Returns `add`, which adds roles in one write. Afterwards, `add` shows the list of roles if it
 * added every role, `clashes` is 0 and the user is still on the page.
 */
export function useAdding(
  from: SsoReference,
  onAdded: (keys: readonly string[]) => void,
): {
  readonly isAdding: boolean;
  /** `clashes` is the number of selected roles whose names must change. */
  readonly add: (planned: readonly PlannedName[], clashes: number) => Promise<void>;
} {
  const { words, api, go, showNote, showFailure, formatFor } = usePanel();
  const { page, added: addedText } = words.discovery;
  const [isAdding, setAdding] = useState(false);
  const offerAssume = useAssumeOffer();
  const isClosed = useIsUnmounted();

  const add = async (planned: readonly PlannedName[], clashes: number): Promise<void> => {
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
    onAdded(added.map(([key]) => key));
    if (details.length > 0) {
      const title = page.notAdded(details.length);
      showNote({ tone: 'bad', title, details: [...new Set(details)] });
      return;
    }
    if (clashes === 0 && !isClosed()) go({ kind: 'roles' });
    showNote({
      tone: 'good',
      title: addedText(added.length),
      ...offerAssume(added.map(([, role]) => role)),
    });
  };
  return { isAdding, add };
}
