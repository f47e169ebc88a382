import type { Denial } from '../../core/denial.ts';
import { type AccessDenied, type LikelyCause, likelyCauses } from '../../core/sts/denial.ts';
import type { SourceDevice } from '../../core/roles/sources/source-device.ts';

const POLICIES = {
  'service-control-policy': 'a service control policy of the organization',
  'resource-control-policy': 'a resource control policy of the organization',
  'permissions-boundary': "the caller's permissions boundary",
  'session-policy': "the session policy of the caller's own session",
  'vpc-endpoint-policy': 'the policy of the VPC endpoint that the request goes through',
  'resource-policy': "the role's trust policy",
  'identity-policy': "the caller's own policy",
} as const;

/** Returns the cause that AWS names and who can change it. Returns null if AWS names no cause. */
export function enDenial({ cause, isExplicit }: Denial): string | null {
  if (cause === 'unknown') return null;
  if (cause === 'root') {
    return 'The root user cannot assume roles. Use the keys of an IAM user, or sign in with IAM Identity Center.';
  }
  if (cause === 'mfa') return 'AWS names the cause: MFA is missing.';
  if (cause === 'external-id') return 'AWS names the cause: the external ID.';
  if (cause === 'session-name') return 'AWS names the cause: the session name.';
  const what = isExplicit ? 'denies the request' : 'does not allow the request';
  const who =
    cause === 'identity-policy' || cause === 'permissions-boundary'
      ? 'An IAM administrator of your account can change the policy.'
      : cause === 'resource-policy'
        ? "The role's owner can change the policy."
        : cause === 'session-policy'
          ? 'Use a source profile without a session policy.'
          : cause === 'vpc-endpoint-policy'
            ? 'An administrator of your network can change the policy.'
            : 'Only an administrator of the organization can change the policy.';
  return `AWS names the cause: ${POLICIES[cause]} ${what}. ${who}`;
}

/** Returns a hint that MFA is probably missing, because AWS does not report that. */
export function enMissingDevice({ profile, serial }: SourceDevice): string {
  return `MFA is probably missing: the profile ${profile} has the MFA device ${serial}, and the role does not use it.`;
}

const sentences: Readonly<Record<LikelyCause, (failure: AccessDenied) => string>> = {
  'identity-policy': () => "The caller's own policy does not allow the request.",
  'trust-policy': () => "The role's trust policy does not name the caller.",
  'further-actions': ({ further = [] }) =>
    `The request also needs ${further.join(' and ')}. The caller's policy and the role's trust policy must both allow this.`,
  'external-id': ({ externalId }) =>
    externalId === null
      ? 'No external ID was sent, but the trust policy may require one.'
      : `The external ID "${externalId}" was sent, but the trust policy may require another one.`,
  'session-name': ({ sessionName }) =>
    `The session name "${sessionName}" was sent, but the trust policy may require another one.`,
};

/**
 * Returns the causes that AWS does not rule out, the most likely first, or null if there are none.
 * If AWS names no cause, the causes are a numbered list. `help` returns a cause's remedy.
 */
export function enLikelyCauses(
  failure: AccessDenied,
  help: (cause: LikelyCause) => string,
): string | null {
  const causes = likelyCauses(failure);
  if (causes.length === 0) return null;
  const lines = causes.map((cause) => `${sentences[cause](failure)}${help(cause)}`);
  if (failure.denial.cause !== 'unknown') return lines.join('\n');
  return [
    'Usual causes, most likely first:',
    ...lines.map((line, at) => `${at + 1}. ${line}`),
  ].join('\n');
}
