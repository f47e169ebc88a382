import type { Denial, DenialCause } from '../denial.ts';
import type { Failure } from '../failure.ts';
import type { SourceDevice } from '../roles/sources/source-device.ts';

export type AccessDenied = Extract<Failure, { readonly kind: 'access-denied' }>;

/** What may have caused a denial. */
export type LikelyCause =
  'identity-policy' | 'trust-policy' | 'further-actions' | 'external-id' | 'session-name';

const CAUSES: readonly (readonly [RegExp, DenialCause])[] = [
  [/service control polic/i, 'service-control-policy'],
  [/resource control polic/i, 'resource-control-policy'],
  [/permissions? boundar/i, 'permissions-boundary'],
  [/session polic/i, 'session-policy'],
  [/vpc endpoint polic/i, 'vpc-endpoint-policy'],
  [/sts:RoleSessionName|\b(?:role ?)?session ?name\b/i, 'session-name'],
  [/sts:ExternalId|\bexternal ?id\b/i, 'external-id'],
  [/aws:MultiFactorAuth|\bmulti-?factor|\bMFA\b/i, 'mfa'],
  [/resource-based polic|trust polic/i, 'resource-policy'],
  [/identity-based polic/i, 'identity-policy'],
  [/may not be assumed by root/i, 'root'],
];

/**
 * If AWS names one of these causes, or none, the true cause of the denial can be a missing MFA
 * code.
 */
const MAY_BE_MISSING_MFA: readonly DenialCause[] = [
  'unknown',
  'mfa',
  'identity-policy',
  'resource-policy',
];

/**
 * Returns the source profile's MFA device, which the role does not use, if a missing MFA code may
 * have caused the denial. Otherwise returns null.
 */
export function missingDevice({ denial, sourceDevice }: AccessDenied): SourceDevice | null {
  return MAY_BE_MISSING_MFA.includes(denial.cause) ? (sourceDevice ?? null) : null;
}

/**
 * Returns the possible causes of a denial, the most likely first. A trust policy in the caller's
 * own account rarely asks for an external ID, so a missing external ID is the last cause there.
 */
export function likelyCauses(failure: AccessDenied): readonly LikelyCause[] {
  const { denial, externalId, further } = failure;
  const isLessLikely = externalId === null && isInAccountOfCaller(failure);
  const conditions: readonly LikelyCause[] = isLessLikely
    ? ['session-name', 'external-id']
    : ['external-id', 'session-name'];
  switch (denial.cause) {
    case 'unknown': {
      const more: readonly LikelyCause[] = further === undefined ? [] : ['further-actions'];
      return ['identity-policy', 'trust-policy', ...more, ...conditions];
    }
    case 'resource-policy':
      return conditions;
    case 'external-id':
    case 'session-name':
      return [denial.cause];
    default:
      return [];
  }
}

/**
 * Returns the cause at the end of STS's message, such as "with an explicit deny in a service
 * control policy" (IAM user guide, "Troubleshoot access denied error messages"). ARNs are ignored,
 * because they can contain any words.
 */
export function denialOf(message: string): Denial {
  const text = message.replace(/\barn:\S+/g, 'arn:');
  const reason = /\b(?:with an explicit deny|because)\b/i.exec(text);
  const tail = reason === null ? text : text.slice(reason.index);
  const cause = CAUSES.find(([pattern]) => pattern.test(tail))?.[1] ?? 'unknown';
  return { cause, isExplicit: /explicit deny/i.test(tail) };
}

function isInAccountOfCaller({ callerArn, roleArn }: AccessDenied): boolean {
  return callerArn !== null && accountOf(callerArn) === accountOf(roleArn);
}

function accountOf(arn: string): string | undefined {
  return arn.split(':')[4];
}
