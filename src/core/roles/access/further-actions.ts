/** What assuming a role asks of IAM beside sts:AssumeRole (IAM user guide, "Passing session tags in AWS STS", "Monitor and control actions taken with assumed roles"). */
export type FurtherAction = 'sts:TagSession' | 'sts:SetSourceIdentity';

export function furtherActionsOf(asked: {
  readonly tags?: readonly unknown[] | undefined;
  readonly sourceIdentity?: string | undefined;
}): readonly FurtherAction[] {
  const actions: FurtherAction[] = [];
  if (asked.tags !== undefined) actions.push('sts:TagSession');
  if (asked.sourceIdentity !== undefined) actions.push('sts:SetSourceIdentity');
  return actions;
}
