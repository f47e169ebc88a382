import { createHash } from 'node:crypto';
import type { Inherited } from './inherited.ts';

/** An IAM user of the embedded STS, with one long-term key. */
export interface UserAccount {
  readonly userName: string;
  /** 12 digits; 111122223333 where absent. */
  readonly account?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaDevices?: readonly MfaDevice[] | undefined;
  /** Role ARNs that the user's own policies allow sts:AssumeRole on; `*` is any. Absent: any. */
  readonly mayAssume?: readonly string[] | undefined;
}

/** A virtual device (`seed`, Base32) or one with a list of codes. */
export type MfaDevice =
  | { readonly serialNumber: string; readonly seed: string }
  | { readonly serialNumber: string; readonly codes: readonly string[] };

export interface RoleAccount {
  readonly roleArn: string;
  /** The trust policy's principals: user or role ARNs, `arn:aws:iam::ACCOUNT:root`, a bare account ID, or `*`. */
  readonly trusts: readonly string[];
  /** The trust policy's `sts:ExternalId`; absent: no such condition. */
  readonly externalId?: string | undefined;
  /** `aws:MultiFactorAuthPresent` must be true. */
  readonly requireMfa?: boolean | undefined;
  /** `aws:MultiFactorAuthAge` must be below this many seconds. */
  readonly mfaMaxAgeSeconds?: number | undefined;
  /** MaxSessionDuration in seconds; 3600 where absent. */
  readonly maxSessionDuration?: number | undefined;
  /** How long this role's sessions really last, whatever was asked for. */
  readonly sessionSeconds?: number | undefined;
  /** Role ARNs that this role's own policies allow sts:AssumeRole on; `*` is any. Absent: any. */
  readonly mayAssume?: readonly string[] | undefined;
  /** What the trust policy allows beside sts:AssumeRole. Absent: both. */
  readonly alsoTrusts?: readonly ('sts:TagSession' | 'sts:SetSourceIdentity')[] | undefined;
}

/** Who calls. */
export interface Principal {
  readonly kind: 'user' | 'user-session' | 'role-session';
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
  /** Of a user and of the user's sessions. */
  readonly userName: string | null;
  /** Of a role session. */
  readonly roleArn: string | null;
  /** Epoch ms at which a code was accepted; null: the session holds no MFA. */
  readonly mfaAt: number | null;
  /** What the calling session hands on. */
  readonly inherited: Inherited;
}

export const NOTHING_INHERITED: Inherited = { transitiveTags: [], sourceIdentity: null };

const DEFAULT_ACCOUNT = '111122223333';

function userArn(user: UserAccount): string {
  return `arn:aws:iam::${user.account ?? DEFAULT_ACCOUNT}:user/${user.userName}`;
}

export function userPrincipal(user: UserAccount): Principal {
  const arn = userArn(user);
  return {
    kind: 'user',
    arn,
    account: user.account ?? DEFAULT_ACCOUNT,
    userId: uniqueId('AIDA', arn),
    userName: user.userName,
    roleArn: null,
    mfaAt: null,
    inherited: NOTHING_INHERITED,
  };
}

/** A session of a role as GetCallerIdentity tells it: the ARN has the role's name without its path. */
export function rolePrincipal(
  roleArn: string,
  sessionName: string,
  inherited: Inherited,
): Principal {
  const { partition, account, name } = roleArnParts(roleArn);
  return {
    kind: 'role-session',
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    account,
    userId: `${uniqueId('AROA', roleArn)}:${sessionName}`,
    userName: null,
    roleArn,
    mfaAt: null,
    inherited,
  };
}

function roleArnParts(roleArn: string): { partition: string; account: string; name: string } {
  const [, partition = '', , , account = '', resource = ''] = roleArn.split(':');
  return { partition, account, name: resource.slice(resource.lastIndexOf('/') + 1) };
}

/**
 * Whether IAM lets this caller assume this role: the trust policy must name the caller or the caller's account, and unless it names a caller of
 * the same account itself, the caller's own policies must allow it too (STS API reference, AssumeRole, "Permissions").
 */
export function mayAssumeRole(
  caller: Principal,
  ownPolicy: readonly string[],
  role: RoleAccount,
): boolean {
  const named = role.trusts.some(
    (principal) => principal === caller.arn || principal === caller.roleArn,
  );
  const byAccount = role.trusts.some(
    (principal) =>
      principal === '*' ||
      principal === caller.account ||
      /^arn:[^:]+:iam::(\d{12}):root$/.exec(principal)?.[1] === caller.account,
  );
  if (!named && !byAccount) return false;
  if (named && roleArnParts(role.roleArn).account === caller.account) return true;
  return ownPolicy.includes('*') || ownPolicy.includes(role.roleArn);
}

/** An IAM unique ID, the same for the same ARN: a prefix and 17 characters of Base32. */
function uniqueId(prefix: 'AIDA' | 'AROA', arn: string): string {
  const digest = createHash('sha256').update(arn).digest();
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from(digest.subarray(0, 17), (byte) => alphabet.charAt(byte & 31)).join('');
}
