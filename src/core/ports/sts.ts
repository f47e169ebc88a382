import type { Credentials, SessionCredentials } from '../credentials.ts';

/** The credentials that sign a call to STS, and facts about that call's address. */
export interface Caller {
  readonly credentials: Credentials;
  readonly region: string;
  /**
   * A role's own endpoint. If absent, the configured endpoint or else AWS's regional endpoint is
   * used.
   */
  readonly endpoint?: string | undefined;
  /**
   * The profile of these credentials. Its `endpoint_url` and `ca_bundle` are used; if absent, those
   * of the profile that the environment selects.
   */
  readonly profile?: string | undefined;
  /**
   * The profile of the role that is assumed. As in botocore, its endpoint variant (FIPS,
   * dual-stack, `sts_regional_endpoints`) and its `ca_bundle` are used before those of `profile`.
   */
  readonly roleProfile?: string | undefined;
  /** STS's clock minus the wall clock, in ms, for the signature. */
  readonly clockOffsetMs: number;
}

/** A session tag (STS API reference, Tag). */
export interface SessionTag {
  readonly key: string;
  readonly value: string;
}

/**
 * STS API, AssumeRole request (docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string | undefined;
  readonly tags?: readonly SessionTag[] | undefined;
  readonly transitiveTagKeys?: readonly string[] | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly policy?: string | undefined;
  readonly policyArns?: readonly string[] | undefined;
  /** An MFA code of the caller's device, for this call only. */
  readonly mfa?: { readonly serialNumber: string; readonly tokenCode: string } | undefined;
}

export interface AssumedRole {
  readonly credentials: SessionCredentials;
  /** arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION, if STS returned it. */
  readonly assumedRoleArn: string | null;
}

export interface CallerIdentity {
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
}

export interface MfaSessionRequest {
  readonly serialNumber: string;
  readonly tokenCode: string;
  readonly durationSeconds: number;
}

/** The answer to one call, which is the value or the raw error. */
export type StsAnswer<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly requestId: string | null;
      readonly clockOffsetMs: number;
      /** False if the answer is not from AWS's own STS over TLS. */
      readonly atAws?: boolean;
    }
  | {
      readonly ok: false;
      readonly error: StsError;
      readonly atAws?: boolean;
      readonly requestId: string | null;
      /** Null if there was no answer. */
      readonly clockOffsetMs: number | null;
    };

/** An error of STS or the network before it is classified (`sts/failure-from-sts`). */
export interface StsError {
  /**
   * The error code in the answer, such as `AccessDenied`. If there is none, the exception's name.
   */
  readonly code: string;
  /** STS's message, without secrets. */
  readonly message: string;
  /** The HTTP status. Null if there was no answer. */
  readonly status: number | null;
  readonly host: string;
  /** Host and port of the proxy that the connection used, whether or not the proxy failed. */
  readonly proxy?: string;
  /**
   * Why there is no answer of STS; null if there is one. `connection`: refused, reset, or an
   * unknown host name; `proxy`: the proxy failed; `timeout`: no answer in time; `intercepted`: a
   * TLS error, or an answer that is not STS's XML.
   */
  readonly trouble: 'connection' | 'proxy' | 'timeout' | 'intercepted' | null;
  /**
   * True if the request was certainly not sent (connection refused, name not found). An MFA code in
   * such a request can be used again.
   */
  readonly notSent: boolean;
}

/** Calls STS over the network. Each call is sent once, with a deadline of 15 s. */
export interface Sts {
  assumeRole(caller: Caller, request: AssumeRoleRequest): Promise<StsAnswer<AssumedRole>>;
  getSessionToken(
    caller: Caller,
    request: MfaSessionRequest,
  ): Promise<StsAnswer<SessionCredentials>>;
  getCallerIdentity(caller: Caller): Promise<StsAnswer<CallerIdentity>>;
  /**
   * Cancels running calls, which then fail with `timeout`, and closes idle connections. Needed
   * after a resume or a change of network.
   */
  reset(): void;
}
