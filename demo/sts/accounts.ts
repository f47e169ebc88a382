import { createHash } from 'node:crypto';
import type { Inherited } from './inherited.ts';

/** An IAM user of the embedded STS, with one long-term key. */
export interface UserAccount {
  readonly userName: string;
  /** 12 digits. Default: 111122223333. */
  readonly account?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaDevices?: readonly MfaDevice[] | undefined;
  /**
   * Role ARNs on which the user's own policies allow sts:AssumeRole; `*` means any. Default: any.
   */
  readonly mayAssume?: readonly string[] | undefined;
}

/** A virtual device (`seed` in Base32), or one with a fixed list of codes. */
export type MfaDevice =
  | { readonly kind: 'totp'; readonly serialNumber: string; readonly seed: string }
  | { readonly kind: 'codes'; readonly serialNumber: string; readonly codes: readonly string[] };

/** An IAM role of the embedded STS, with its trust policy and limits. */
export interface RoleAccount {
  readonly roleArn: string;
  /**
   * The principals of the trust policy: user or role ARNs, `arn:aws:iam::ACCOUNT:root`, an account
   * ID, or `*`.
   */
  readonly trusts: readonly string[];
  /** The trust policy's condition `sts:ExternalId`. If absent, there is no such condition. */
  readonly externalId?: string | undefined;
  /** The trust policy requires `aws:MultiFactorAuthPresent`. */
  readonly requireMfa?: boolean | undefined;
  /** The trust policy's upper limit of `aws:MultiFactorAuthAge`, exclusive. */
  readonly mfaMaxAgeSeconds?: number | undefined;
  /** MaxSessionDuration in seconds. Default: 3600. */
  readonly maxSessionDuration?: number | undefined;
  /** The real length of this role's sessions, which overrides the requested length. */
  readonly sessionSeconds?: number | undefined;
  /**
   * Role ARNs on which this role's own policies allow sts:AssumeRole; `*` means any. Default: any.
   */
  readonly mayAssume?: readonly string[] | undefined;
  /** What the trust policy allows besides sts:AssumeRole. Default: both. */
  readonly alsoTrusts?: readonly ('sts:TagSession' | 'sts:SetSourceIdentity')[] | undefined;
}

/** The caller of a request, or the identity of a new session. */
export interface Principal {
  readonly kind: 'user' | 'user-session' | 'role-session';
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
  /** The name of the IAM user, also for the session of a user; null for the session of a role. */
  readonly userName: string | null;
  /** Null unless this is a role session. */
  readonly roleArn: string | null;
  /** When the MFA code was accepted, in epoch ms; null for a session without MFA. */
  readonly mfaAt: number | null;
  /** What sessions started by this caller inherit. */
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

/**
 * Returns a role session as GetCallerIdentity reports it. Its ARN contains the role's name without
 * the path.
 */
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
 * Returns true if the trust policy names the caller or its account, and the caller's own policies
 * allow AssumeRole. Own policies are not needed if the trust policy names the caller and both are
 * in the same account (STS API reference, AssumeRole, "Permissions").
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

/** Returns a deterministic IAM unique ID for an ARN: a prefix and 17 Base32 characters. */
function uniqueId(prefix: 'AIDA' | 'AROA', arn: string): string {
  const digest = createHash('sha256').update(arn).digest();
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from(digest.subarray(0, 17), (byte) => alphabet.charAt(byte & 31)).join('');
}
