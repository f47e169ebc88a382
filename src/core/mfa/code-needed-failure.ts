import { hostOfOtherSts } from '../aws-config/sts-clock-name.ts';
import type { Failure } from '../failure.ts';
import type { MfaTarget } from './mfa-target.ts';

/**
 * Returns the failure of a call that needs a code. The failure names the server, unless it is
 * AWS's.
 */
export function codeNeededFailure(
  { sourceProfile, serial, endpoint }: MfaTarget,
  mfaRequestId: string,
  sessionRefused = false,
): Failure {
  const host = hostOfOtherSts(endpoint);
  const needed = {
    kind: 'mfa-needed',
    serial,
    sourceProfile,
    mfaRequestId,
    sessionRefused,
  } as const;
  return host === null ? needed : { ...needed, host };
}
