import type { SessionCredentials } from '../ports.ts';

/** Where and with what an MFA session is asked for: one code serves all roles of the same. */
export interface MfaPlace {
  readonly sourceProfile: string;
  readonly serial: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  /** The role whose own AssumeRole takes the code; absent where it is for an MFA session. */
  readonly roleId?: string | undefined;
}

export interface MfaSession {
  readonly credentials: SessionCredentials;
  readonly assumedAt: number;
  readonly expiration: number;
}

/** Whose session it is: the source's access key, at this place. */
export interface MfaOwner {
  readonly accessKeyId: string;
  readonly place: MfaPlace;
}
