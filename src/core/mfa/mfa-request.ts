import type { Result } from '../result.ts';
import type { SessionFact } from '../sessions/session-fact.ts';

/** One code serves every role of a source profile and serial. */
export interface MfaRequest {
  readonly id: string;
  readonly sourceProfile: string;
  readonly serial: string;
  /** Where the code goes, if that is not AWS's own STS. */
  readonly host: string | null;
  readonly roleIds: readonly string[];
  /** No code is taken before this time (after a refused one: the next 30 s step). */
  readonly notBefore: number | null;
  readonly refused: boolean;
  /** Asked in time: until then the present MFA session serves all of these roles. Null where one of them waits now. */
  readonly servesUntil: number | null;
  /** Put off by a person: no notice before this time. */
  readonly snoozedUntil: number | null;
  /** Why the source profile's `mfa_process` gave no code, so that a person is asked. */
  readonly processFailed: string | null;
}

export interface MfaOutcome {
  readonly roleId: string;
  readonly result: Result<SessionFact>;
}
