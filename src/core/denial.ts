/**
 * An action that an AssumeRole call can need in IAM in addition to sts:AssumeRole (IAM user guide,
 * "Passing session tags in AWS STS", "Monitor and control actions taken with assumed roles").
 */
export type FurtherAction = 'sts:TagSession' | 'sts:SetSourceIdentity';

/** The cause that AWS names in an AccessDenied error. `unknown` if AWS names none. */
export type DenialCause =
  | 'service-control-policy'
  | 'resource-control-policy'
  | 'permissions-boundary'
  | 'session-policy'
  | 'vpc-endpoint-policy'
  | 'resource-policy'
  | 'identity-policy'
  | 'root'
  | 'mfa'
  | 'external-id'
  | 'session-name'
  | 'unknown';

export interface Denial {
  readonly cause: DenialCause;
  /**
   * True if AWS says that a statement denies the call. False if no statement allows it, or if AWS
   * does not say.
   */
  readonly isExplicit: boolean;
}
