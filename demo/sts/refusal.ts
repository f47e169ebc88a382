/**
 * An error as STS returns it (STS API reference: "Common Errors", and the errors of each action).
 */
export interface Refusal {
  /** The code in the answer, such as `AccessDenied`. */
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

export type Verdict<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function grant<T>(value: T): Verdict<T> {
  return { ok: true, value };
}

export function refuse(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}

export function accessDenied(message: string): Refusal {
  return { code: 'AccessDenied', message, status: 403 };
}

export function validationError(message: string): Refusal {
  return { code: 'ValidationError', message, status: 400 };
}

export function signatureDoesNotMatch(message: string): Refusal {
  return { code: 'SignatureDoesNotMatch', message, status: 403 };
}

/** Errors that a test can request by name, with AWS's status and message. */
export const KNOWN_REFUSALS = {
  AccessDenied: { status: 403, message: 'Access denied' },
  ExpiredToken: { status: 403, message: 'The security token included in the request is expired' },
  ExpiredTokenException: {
    status: 400,
    message: 'The security token included in the request is expired',
  },
  IDPCommunicationError: {
    status: 400,
    message: 'Failed to communicate with the identity provider: the request timed out',
  },
  InternalFailure: { status: 500, message: 'An internal error has occurred. Retry your request.' },
  InvalidAction: { status: 400, message: 'Could not find operation for version 2011-06-15' },
  InvalidClientTokenId: {
    status: 403,
    message: 'The security token included in the request is invalid.',
  },
  MalformedPolicyDocument: { status: 400, message: 'Syntax errors in policy.' },
  MissingAuthenticationToken: { status: 403, message: 'Request is missing Authentication Token' },
  PackedPolicyTooLarge: {
    status: 400,
    message: 'Packed size of session tags consumes 112% of allotted space.',
  },
  RegionDisabledException: {
    status: 403,
    message:
      'STS is not activated in this region for account: 111122223333. Your account administrator can activate STS in this region using the IAM Console.',
  },
  RequestExpired: { status: 400, message: 'Request has expired.' },
  ServiceUnavailable: { status: 503, message: 'Service is unavailable. Please try again.' },
  SignatureDoesNotMatch: {
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  },
  Throttling: { status: 400, message: 'Rate exceeded' },
  ValidationError: {
    status: 400,
    message: 'The input fails to satisfy the constraints specified by an AWS service.',
  },
} as const satisfies Readonly<Record<string, Omit<Refusal, 'code'>>>;

export type KnownCode = keyof typeof KNOWN_REFUSALS;

export function knownRefusal(code: KnownCode): Refusal {
  return { code, ...KNOWN_REFUSALS[code] };
}
