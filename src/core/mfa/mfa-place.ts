import type { SessionCredentials } from '../credentials.ts';

/** Where an MFA code is sent, and for which device. One code serves all roles of the same place. */
export interface MfaPlace {
  readonly sourceProfile: string;
  readonly serial: string;
  readonly region: string;
  readonly endpoint: string | undefined;
}

/**
 * `session`: the code gets an MFA session, which serves all roles of the place. `call`: the code is
 * sent with this role's own AssumeRole.
 */
export type CodeUse =
  { readonly kind: 'session' } | { readonly kind: 'call'; readonly roleId: string };

/** A code that is needed. */
export interface CodeNeed {
  readonly place: MfaPlace;
  readonly use: CodeUse;
}

export interface MfaSession {
  readonly credentials: SessionCredentials;
  readonly assumedAt: number;
  readonly expiration: number;
}

/** The source's access key and the place that an MFA session belongs to. */
export interface MfaOwner {
  readonly accessKeyId: string;
  readonly place: MfaPlace;
}
