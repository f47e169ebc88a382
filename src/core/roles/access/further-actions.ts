import type { FurtherAction } from '../../denial.ts';

export function furtherActionsOf(asked: {
  readonly tags?: readonly unknown[] | undefined;
  readonly sourceIdentity?: string | undefined;
}): readonly FurtherAction[] {
  const actions: FurtherAction[] = [];
  if (asked.tags !== undefined) actions.push('sts:TagSession');
  if (asked.sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  return actions;
}
