import { partitionOfRegion } from '../../aws-config/partition.ts';
import type { Unused } from './pasted-role.ts';
import { placeholderIn } from './placeholder.ts';

const ROLE = /^arn:[a-z0-9-]{1,64}:iam::([^:]{0,99}):role\/(.+)$/;
const SESSION = /^arn:[a-z0-9-]{1,64}:sts::\d{12}:assumed-role\/\S+$/;

/** Returns the ARN of one role, or why a text is none. */
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
  // ACCOUNT_ID, xxxxxxxxxxxx: a placeholder of the sender.
  return /^\d*$/.test(account)
    ? { kind: 'arn', arn: trimmed }
    : { text: account, kind: 'placeholder' };
}

/**
 * Returns the role of a session and the session's name; null for another text. A session's ARN has
 * no path.
 */
export function roleOfSession(
  arn: string,
): { readonly roleArn: string; readonly sessionName: string } | null {
  const [, partition = '', account = '', role = '', sessionName = ''] =
    /^arn:([a-z0-9-]{1,64}):sts::(\d{12}):assumed-role\/([^/\s]+)\/(\S+)$/.exec(arn.trim()) ?? [];
  const roleArn = `arn:${partition}:iam::${account}:role/${role}`;
  return partition === '' ? null : { roleArn, sessionName };
}

/** `roleName` may have a path. `region` gives the account's partition. */
export function builtArn(account: string, roleName: string, region: string | null): string {
  const partition = (region === null ? null : partitionOfRegion(region)?.id) ?? 'aws';
  return `arn:${partition}:iam::${account}:role/${roleName.replace(/^\/?(?:role\/)?/, '')}`;
}
