import { partitionOfRegion } from '../../aws-config/partition.ts';
import type { Unused } from './pasted-role.ts';
import { placeholderIn } from './placeholder.ts';

const ROLE = /^arn:[a-z0-9-]{1,64}:iam::([^:]{0,99}):role\/(.+)$/;
const SESSION = /^arn:[a-z0-9-]{1,64}:sts::\d{12}:assumed-role\/\S+$/;

/** Returns the ARN of one role, or why the text is no such ARN. */
export function roleArnOf(text: string): { readonly kind: 'arn'; readonly arn: string } | Unused {
  const trimmed = text.trim();
  const placeholder = placeholderIn(trimmed);
  if (placeholder !== null) {
    const isArn = /^arn:[^:]*:iam:/.test(trimmed);
    return isArn
      ? { text: placeholder, kind: 'placeholder' }
      : { text: trimmed, kind: 'not-a-role' };
  }
  if (/^arn:|^\*$/.test(trimmed) && /[*?]|\$\{/.test(trimmed))
    return { text: trimmed, kind: 'wildcard' };
  if (SESSION.test(trimmed)) return { text: trimmed, kind: 'session' };
  const [, account, path] = ROLE.exec(trimmed) ?? [];
  if (account === undefined || /\s/.test(trimmed)) return { text: trimmed, kind: 'not-a-role' };
  // Only the portal of IAM Identity Center may assume these roles.
  if (path?.startsWith('aws-reserved/sso.amazonaws.com/') === true) {
    return { text: trimmed, kind: 'permission-set' };
  }
  // An account such as ACCOUNT_ID or xxxxxxxxxxxx is a placeholder.
  return /^\d*$/.test(account)
    ? { kind: 'arn', arn: trimmed }
    : { text: account, kind: 'placeholder' };
}

/**
 * Returns the role's ARN and the session's name from a session's ARN, which has no path. Returns
 * null for another text.
 */
export function roleOfSession(
  arn: string,
): { readonly roleArn: string; readonly sessionName: string } | null {
  const [, partition = '', account = '', role = '', sessionName = ''] =
    /^arn:([a-z0-9-]{1,64}):sts::(\d{12}):assumed-role\/([^/\s]+)\/(\S+)$/.exec(arn.trim()) ?? [];
  const roleArn = `arn:${partition}:iam::${account}:role/${role}`;
  return partition === '' ? null : { roleArn, sessionName };
}

/** Returns a role's ARN in the partition of `region`. `roleName` may have a path. */
export function builtArn(account: string, roleName: string, region: string | null): string {
  const partition = (region === null ? null : partitionOfRegion(region)?.id) ?? 'aws';
  return `arn:${partition}:iam::${account}:role/${roleName.replace(/^\/?(?:role\/)?/, '')}`;
}
