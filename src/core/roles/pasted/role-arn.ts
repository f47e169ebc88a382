import { partitionOfRegion } from '../../aws-config/partition.ts';
import type { Left } from './pasted-role.ts';
import { placeholderIn } from './placeholder.ts';

const ROLE = /^arn:[a-z0-9-]{1,64}:iam::([^:]{0,99}):role\/(.+)$/;

/** The ARN of one role, or why a text is none. */
export function roleArnOf(text: string): { readonly arn: string } | Left {
  const trimmed = text.trim();
  const placeholder = placeholderIn(trimmed);
  if (placeholder !== null) {
    const isArn = /^arn:[^:]*:iam:/.test(trimmed);
    return isArn ? { text: placeholder, why: 'placeholder' } : { text: trimmed, why: 'not-a-role' };
  }
  if (/^arn:|^\*$/.test(trimmed) && /[*?]|\$\{/.test(trimmed))
    return { text: trimmed, why: 'wildcard' };
  const [, account] = ROLE.exec(trimmed) ?? [];
  if (account === undefined || /\s/.test(trimmed)) return { text: trimmed, why: 'not-a-role' };
  // ACCOUNT_ID, xxxxxxxxxxxx: a blank that the sender left open.
  return /^\d*$/.test(account) ? { arn: trimmed } : { text: account, why: 'placeholder' };
}

/** `roleName` with its path, if it has one. `region` says which partition the account is in. */
export function builtArn(account: string, roleName: string, region: string | null): string {
  const partition = (region === null ? null : partitionOfRegion(region)?.id) ?? 'aws';
  return `arn:${partition}:iam::${account}:role/${roleName.replace(/^\/?(?:role\/)?/, '')}`;
}
