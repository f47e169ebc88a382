import type { Failure } from '../failure.ts';
import type { Result } from '../result.ts';
import type { AssumedSession } from '../sessions/assumed-session.ts';

/**
 * A request for an MFA code. One code is enough for all roles in `roleIds`.
 */
export interface MfaRequest {
  readonly id: string;
  readonly sourceProfile: string;
  readonly serial: string;
  /** The server that gets the code, if it is not AWS's own STS. */
  readonly host: string | null;
  readonly roleIds: readonly string[];
  /**
   * No code is accepted before this time, in epoch ms; null if there is no such limit. After a
   * refused code, it is the start of the next 30 s step.
   */
  readonly notBefore: number | null;
  readonly refused: boolean;
  /**
   * The end of the session that all these roles can use without the code, in epoch ms. Null if one
   * of the roles has no such session.
   */
  readonly usableUntil: number | null;
  /** A person postponed the request, so there is no notice before this time. */
  readonly snoozedUntil: number | null;
  /** Why the source profile's `mfa_process` gave no usable code. A person is then asked. */
  readonly processFailure: Failure | null;
}

export interface MfaOutcome {
  readonly roleId: string;
  readonly result: Result<AssumedSession>;
}
