import type { Denial } from '../../core/sts/denial.ts';
import type { SourceDevice } from '../../core/roles/sources/source-device.ts';

const WHERE = {
  'service-control-policy': 'a service control policy of the organization',
  'resource-control-policy': 'a resource control policy of the organization',
  'permissions-boundary': "the caller's permissions boundary",
  'session-policy': "the session policy of the caller's own session",
  'vpc-endpoint-policy': 'the policy of the VPC endpoint that the request goes through',
  'resource-policy': "the role's trust policy",
  'identity-policy': "the caller's own policy",
} as const;

/** The cause that AWS named and who can change it; null if AWS named none. */
export function enDenial({ cause, isExplicit }: Denial): string | null {
  if (cause === 'unknown') return null;
  if (cause === 'root') {
    return 'AWS lets no root user assume a role. Use the keys of an IAM user, or sign in with IAM Identity Center.';
  }
  const what = isExplicit ? 'denies it' : 'does not allow it';
  const who =
    cause === 'identity-policy' || cause === 'permissions-boundary'
      ? 'An IAM administrator of your account can change it.'
      : cause === 'resource-policy'
        ? "The role's owner can change it."
        : cause === 'session-policy'
          ? 'Use a source profile whose session is not narrowed.'
          : cause === 'vpc-endpoint-policy'
            ? 'An administrator of your network can change it.'
            : 'An administrator of the organization can change it; a policy in IAM cannot.';
  return `The cause that AWS names: ${WHERE[cause]} ${what}. ${who}`;
}

/** The first thing to try: AWS does not say that MFA is missing. */
export function enMissingDevice({ profile, serial }: SourceDevice): string {
  return `MFA is probably missing: the profile ${profile} has the device ${serial}, and the role does not use it.`;
}
