import type { Denial, FurtherAction } from './denial.ts';

/** Errors that STS returned, and failures of the connection to STS. */
export type StsFailure =
  // Errors of STS (names: STS API reference, "Common Errors" and the "Errors" of each call)
  | {
      readonly kind: 'access-denied';
      readonly roleArn: string;
      /** The caller from GetCallerIdentity. Null if it is unknown. */
      readonly callerArn: string | null;
      /** The external ID that was sent. Null if none was sent. */
      readonly externalId: string | null;
      /** The session name that was sent. */
      readonly sessionName: string;
      /**
       * The actions that the AssumeRole call needs in IAM in addition to sts:AssumeRole. Absent if
       * there are none.
       */
      readonly further?: readonly FurtherAction[] | undefined;
      /** The MFA device of the source profile, which the role does not use. */
      readonly sourceDevice?: { readonly profile: string; readonly serial: string } | undefined;
      /**
       * The cause that AWS's message names. It is stored with the failure, but the message is not.
       */
      readonly denial: Denial;
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'mfa-refused';
      readonly serial: string;
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'credentials-expired';
      readonly profile: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'access-key-unknown';
      readonly profile: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'signature-refused';
      readonly profile: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'clock-skew';
      readonly offsetMs: number | null;
      readonly requestId: string | null;
    }
  | { readonly kind: 'region-disabled'; readonly region: string; readonly requestId: string | null }
  | {
      readonly kind: 'policy-malformed';
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'policy-too-large';
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'duration-too-long';
      readonly durationSeconds: number;
      readonly chained: boolean;
      readonly message: string;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'request-invalid';
      readonly message: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'throttled'; readonly requestId: string | null }
  | {
      readonly kind: 'service-unavailable';
      readonly status: number | null;
      readonly requestId: string | null;
    }
  | {
      readonly kind: 'sts-unexpected';
      readonly code: string;
      readonly message: string;
      readonly status: number | null;
      readonly requestId: string | null;
    }
  /** IAM Identity Center refuses to give the user credentials for this permission set. */
  | {
      readonly kind: 'permission-set-denied';
      readonly accountId: string;
      readonly permissionSet: string;
      readonly message: string;
      readonly requestId: string | null;
    }
  | { readonly kind: 'identity-mismatch'; readonly asked: string; readonly got: string }
  // Failures of the connection to STS
  /**
   * `proxy` is the host and port of the proxy that opened the connection to `host`. The proxy or
   * the host failed after that.
   */
  | {
      readonly kind: 'network';
      readonly code: string;
      readonly host: string;
      readonly proxy?: string;
    }
  /**
   * The proxy with the host and port `proxy` failed. `code` is an error code of the system or of
   * TLS, or `HTTP 407`, `no HTTP`, `no answer` or `SOCKS`.
   */
  | { readonly kind: 'network-proxy'; readonly code: string; readonly proxy: string }
  | { readonly kind: 'network-intercepted'; readonly reason: string; readonly host: string }
  | {
      readonly kind: 'timeout';
      readonly host: string;
      readonly afterMs: number;
      readonly proxy?: string;
    };
