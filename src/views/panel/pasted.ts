import type { PolicyProblem } from '../../core/failures/failure.ts';
import { rolesInPolicy } from '../../core/roles/policy-document.ts';

/** What a client sent, as it was pasted. */
export type Pasted =
  | { readonly found: 'nothing' }
  | { readonly found: 'role'; readonly roleArn: string; readonly externalId: string | null }
  | { readonly found: 'roles'; readonly roleArns: readonly string[]; readonly externalId: string | null }
  | { readonly found: 'problem'; readonly problem: PolicyProblem }
  | { readonly found: 'unknown' };

export function readPasted(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed === '') return { found: 'nothing' };
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const roles = rolesInPolicy(trimmed);
    if (!roles.ok) {
      return roles.failure.kind === 'policy-unusable'
        ? { found: 'problem', problem: roles.failure.reason }
        : { found: 'unknown' };
    }
    const { roleArns, externalId } = roles.value;
    const [first, second] = roleArns;
    if (first === undefined) return { found: 'unknown' };
    return second === undefined
      ? { found: 'role', roleArn: first, externalId }
      : { found: 'roles', roleArns, externalId };
  }
  const [roleArn] = /arn:[a-z0-9-]+:iam::[^\s"',]*:role\/[^\s"',]+/.exec(trimmed) ?? [];
  return roleArn === undefined ? { found: 'unknown' } : { found: 'role', roleArn, externalId: externalIdIn(trimmed) };
}

/** From a pasted `aws sts assume-role` line. */
function externalIdIn(text: string): string | null {
  return /--external-id[=\s]+["']?([\w+=,.@:/-]+)/.exec(text)?.[1] ?? null;
}
