import type { SessionCredentials } from '../credentials.ts';

/**
 * The device of an MFA code, the profile whose keys sign the request, and the STS server that gets
 * the code. One code is enough for all roles with the same place.
 */
export interface MfaPlace {
  readonly sourceProfile: string;
  readonly serial: string;
  readonly region: string;
  readonly endpoint: string | undefined;
}

/**
 * `session`: the code gets an MFA session, which all roles with the same place use. `call`: the code is
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
