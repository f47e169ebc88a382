import type { SessionCredentials } from '../credentials.ts';

/**
 * What a code is for: the MFA device, the profile whose keys sign the request, and the STS server
 * that gets the code. All roles with the same target can use one MFA session.
 */
export interface MfaTarget {
  readonly sourceProfile: string;
  readonly serial: string;
  readonly region: string;
  readonly endpoint: string | undefined;
}

/**
 * `session`: the code is exchanged for an MFA session, which all roles with the same target use.
 * `call`: the code is sent with this role's own AssumeRole.
 */
export type CodeUse =
  { readonly kind: 'session' } | { readonly kind: 'call'; readonly roleId: string };

/** A code that a role needs, and how the code is used. */
export interface NeededCode {
  readonly target: MfaTarget;
  readonly use: CodeUse;
}

export interface MfaSession {
  readonly credentials: SessionCredentials;
  readonly assumedAt: number;
  readonly expiration: number;
}

/** The source's access key and the target that an MFA session belongs to. */
export interface MfaOwner {
  readonly accessKeyId: string;
  readonly target: MfaTarget;
}
