import type { Failure } from '../failure.ts';
import type { SourceDevice } from '../roles/sources/source-device.ts';

/** The cause of an AccessDenied that AWS names; `unknown` if it names none. */
export type DenialCause =
  | 'service-control-policy'
  | 'resource-control-policy'
  | 'permissions-boundary'
  | 'session-policy'
  | 'vpc-endpoint-policy'
  | 'resource-policy'
  | 'identity-policy'
  | 'root'
  | 'unknown';

export interface Denial {
  readonly cause: DenialCause;
  /** True if a statement denies the call; false if none allows it. */
  readonly isExplicit: boolean;
}

const CAUSES: readonly (readonly [RegExp, DenialCause])[] = [
  [/service control polic/i, 'service-control-policy'],
  [/resource control polic/i, 'resource-control-policy'],
  [/permissions? boundar/i, 'permissions-boundary'],
  [/session polic/i, 'session-policy'],
  [/vpc endpoint polic/i, 'vpc-endpoint-policy'],
  [/resource-based polic|trust polic/i, 'resource-policy'],
  [/identity-based polic/i, 'identity-policy'],
  [/may not be assumed by root/i, 'root'],
];

/** Causes of a denial by a policy that may demand MFA. */
const MAY_DEMAND_MFA: readonly DenialCause[] = ['unknown', 'identity-policy', 'resource-policy'];

/**
 * Returns the device whose absence explains a denial best; null if there is none, or AWS named
 * another cause.
 */
export function missingDevice({
  message,
  sourceDevice,
}: Extract<Failure, { kind: 'access-denied' }>): SourceDevice | null {
  const isLikely = MAY_DEMAND_MFA.includes(denialOf(message).cause);
  return isLikely ? (sourceDevice ?? null) : null;
}

/**
 * Reads the end of STS's message, which may name the kind of policy: "with an explicit deny in a
 * service control policy", "because no identity-based policy allows the sts:AssumeRole action" (IAM
 * user guide, "Troubleshoot access denied error messages").
 */
export function denialOf(message: string): Denial {
  const reason = /\b(?:with an explicit deny|because)\b/i.exec(message);
  const tail = reason === null ? message : message.slice(reason.index);
  const cause = CAUSES.find(([pattern]) => pattern.test(tail))?.[1] ?? 'unknown';
  return { cause, isExplicit: /explicit deny/i.test(tail) };
}
