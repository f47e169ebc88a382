import type { Result } from '../result.ts';
import type { SessionFact } from '../sessions/session-fact.ts';

/** One code serves every role of a source profile and serial. */
export interface MfaRequest {
  readonly id: string;
  readonly sourceProfile: string;
  readonly serial: string;
  /** The server that gets the code, if it is not AWS's own STS. */
  readonly host: string | null;
  readonly roleIds: readonly string[];
  /** No code is accepted before this time (after a refused one: the next 30 s step). */
  readonly notBefore: number | null;
  readonly refused: boolean;
  /**
   * For a request made in advance: the present MFA session serves all of these roles until then.
   * Null if one of them waits now.
   */
  readonly servesUntil: number | null;
  /** A person postponed it. No notice before this time. */
  readonly snoozedUntil: number | null;
  /** Why the source profile's `mfa_process` gave no code. A person is then asked. */
  readonly processFailed: string | null;
}

export interface MfaOutcome {
  readonly roleId: string;
  readonly result: Result<SessionFact>;
}
