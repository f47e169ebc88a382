import { describe, expect, it } from 'vitest';
import type { StsError } from '../../../src/core/ports/sts.ts';
import { retryClass } from '../../../src/core/sessions/retry.ts';
import { failureFromSts } from '../../../src/core/sts/failure-from-sts.ts';
import type { StsCall } from '../../../src/core/sts/failure-from-sts.ts';

const call: StsCall = {
  operation: 'AssumeRole',
  roleArn: 'arn:aws:iam::123456789012:role/R',
  profile: 'default',
  callerArn: null,
  region: 'eu-west-1',
  durationSeconds: 7200,
  chained: false,
  externalId: 'word-1',
  sessionName: 'alice',
  mfaSerial: 'arn:aws:iam::123456789012:mfa/alice',
  requestId: 'req-1',
  clock: { usedOffsetMs: 0, measuredOffsetMs: 0 },
  deadlineMs: 15_000,
};

function error(code: string, more: Partial<StsError> = {}): StsError {
  return {
    code,
    message: 'as STS says',
    status: 400,
    host: 'sts.example',
    trouble: null,
    notSent: false,
    ...more,
  };
}

describe('an answer of STS', () => {
  it.each([
    ['AccessDenied', 403, 'access-denied', 'permanent'],
    ['AccessDeniedException', 403, 'access-denied', 'permanent'],
    ['ExpiredToken', 403, 'credentials-expired', 'renew-parent'],
    ['ExpiredTokenException', 400, 'credentials-expired', 'renew-parent'],
    ['InvalidClientTokenId', 403, 'access-key-unknown', 'permanent'],
    ['SignatureDoesNotMatch', 403, 'signature-refused', 'permanent'],
    ['RequestExpired', 400, 'clock-skew', 'transient'],
    ['RegionDisabledException', 403, 'region-disabled', 'permanent'],
    ['MalformedPolicyDocument', 400, 'policy-malformed', 'permanent'],
    ['MalformedPolicyDocumentException', 400, 'policy-malformed', 'permanent'],
    ['PackedPolicyTooLarge', 400, 'policy-too-large', 'permanent'],
    ['PackedPolicyTooLargeException', 400, 'policy-too-large', 'permanent'],
    ['ValidationError', 400, 'request-invalid', 'permanent'],
    ['Throttling', 400, 'throttled', 'transient'],
    ['ThrottlingException', 400, 'throttled', 'transient'],
    ['InternalFailure', 500, 'service-unavailable', 'transient'],
    ['ServiceUnavailable', 503, 'service-unavailable', 'transient'],
    ['IDPCommunicationError', 400, 'service-unavailable', 'transient'],
    ['IDPCommunicationErrorException', 400, 'service-unavailable', 'transient'],
    ['HTTP 403', 403, 'access-denied', 'permanent'],
    ['HTTP 502', 502, 'service-unavailable', 'transient'],
    ['SlowDown', 503, 'throttled', 'transient'],
    ['HTTP 429', 429, 'throttled', 'transient'],
    ['InvalidAction', 400, 'sts-unexpected', 'permanent'],
  ])(
    'with the code %s and status %i becomes the failure %s of the retry class %s',
    (code, status, kind, retry) => {
      const failure = failureFromSts(error(code, { status }), call);
      expect(failure).toMatchObject({ kind, requestId: 'req-1' });
      expect(retryClass(failure)).toBe(retry);
    },
  );

  it('with the code AccessDenied becomes a failure with the role, external ID and session name', () => {
    expect(failureFromSts(error('AccessDenied', { status: 403 }), call)).toEqual({
      kind: 'access-denied',
      roleArn: call.roleArn,
      callerArn: null,
      externalId: 'word-1',
      sessionName: 'alice',
      denial: { cause: 'unknown', isExplicit: false },
      message: 'as STS says',
      requestId: 'req-1',
    });
  });

  it('that denies GetSessionToken becomes an unexpected failure, not a denied role', () => {
    const refused = error('AccessDenied', { status: 403 });
    const failure = failureFromSts(refused, { ...call, operation: 'GetSessionToken' });
    expect(failure).toMatchObject({ kind: 'sts-unexpected', code: 'AccessDenied' });
  });

  it.each([
    'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    'MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid.',
  ])(
    'means that the MFA code was refused, not the role, if its message begins with: %s',
    (message) => {
      const failure = failureFromSts(error('AccessDenied', { status: 403, message }), call);
      expect(failure).toMatchObject({ kind: 'mfa-refused', serial: call.mfaSerial });
      expect(retryClass(failure)).toBe('waits-for-person');
      const elsewhere = `User is not authorized. ${message}`;
      expect(failureFromSts(error('AccessDenied', { message: elsewhere }), call).kind).toBe(
        'access-denied',
      );
    },
  );

  it('means that MFA is impossible if it refuses GetSessionToken because of temporary keys', () => {
    const message = 'Cannot call GetSessionToken with session credentials';
    const failure = failureFromSts(error('AccessDenied', { status: 403, message }), {
      ...call,
      operation: 'GetSessionToken',
    });
    expect(failure).toEqual({ kind: 'mfa-impossible', serial: call.mfaSerial, profile: 'default' });
  });

  it.each([
    [
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      { kind: 'duration-too-long', chained: true, durationSeconds: 7200 },
    ],
    [
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      { kind: 'duration-too-long', chained: false },
    ],
    [
      "1 validation error detected: Value '50000' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
      { kind: 'duration-too-long' },
    ],
    [
      "1 validation error detected: Value '5' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      { kind: 'request-invalid' },
    ],
  ])(
    'with the code ValidationError becomes the failure that its message describes: %s',
    (message, failure) => {
      expect(failureFromSts(error('ValidationError', { message }), call)).toMatchObject(failure);
    },
  );

  it('that refuses the signature means a wrong clock if its Date or its message shows a wrong clock', () => {
    const skewed = { ...call, clock: { usedOffsetMs: 0, measuredOffsetMs: 600_000 } };
    expect(failureFromSts(error('SignatureDoesNotMatch'), skewed)).toMatchObject({
      kind: 'clock-skew',
      offsetMs: 600_000,
    });
    const corrected = { ...call, clock: { usedOffsetMs: 600_000, measuredOffsetMs: 600_000 } };
    expect(failureFromSts(error('SignatureDoesNotMatch'), corrected).kind).toBe(
      'signature-refused',
    );
    const message = 'Signature expired: 20260105T085000Z is now earlier than 20260105T085500Z';
    expect(failureFromSts(error('SignatureDoesNotMatch', { message }), call).kind).toBe(
      'clock-skew',
    );
  });
});

describe('a failure to reach STS', () => {
  it.each([
    ['connection', { kind: 'network', code: 'ENOTFOUND', host: 'sts.example' }],
    ['timeout', { kind: 'timeout', host: 'sts.example', afterMs: 15_000 }],
    ['intercepted', { kind: 'network-intercepted', reason: 'as STS says', host: 'sts.example' }],
  ] as const)('of the kind %s becomes a transient failure', (trouble, failure) => {
    const got = failureFromSts(error('ENOTFOUND', { trouble, status: null }), call);
    expect(got).toEqual(failure);
    expect(retryClass(got)).toBe('transient');
  });
});
