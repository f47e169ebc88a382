import type { StsError } from '../ports/sts.ts';
import type { FurtherAction } from '../denial.ts';
import type { Failure } from '../failure.ts';
import { denialOf } from './denial.ts';
import type { SourceDevice } from '../roles/sources/source-device.ts';

/** The facts of a call that its error does not contain. */
export interface StsCall {
  readonly operation: 'AssumeRole' | 'GetSessionToken' | 'GetCallerIdentity';
  /** The role that AssumeRole requests. Empty for other operations. */
  readonly roleArn: string;
  /** The profile whose credentials signed the request. */
  readonly profile: string;
  /** The caller, if GetCallerIdentity named it. */
  readonly callerArn: string | null;
  readonly region: string;
  readonly durationSeconds: number;
  /**
   * True if the credentials of a role or of an MFA session signed the request. The requested
   * session can then last at most one hour.
   */
  readonly chained: boolean;
  /** The external ID that the request sent, or null. */
  readonly externalId: string | null;
  readonly sessionName: string | null;
  readonly further?: readonly FurtherAction[] | undefined;
  /** The serial of the MFA device that was used or that the role names. */
  readonly mfaSerial: string | null;
  /** The MFA device of the source profile, if the role uses none. */
  readonly sourceDevice?: SourceDevice | null | undefined;
  readonly requestId: string | null;
  readonly clock: {
    /** STS's clock minus the wall clock, in ms, as the signature used it. */
    readonly usedOffsetMs: number;
    /** STS's clock minus the wall clock, in ms, from the answer. Null if there was no answer. */
    readonly measuredOffsetMs: number | null;
  };
  /** The deadline of the request, in ms, for the failure `timeout`. */
  readonly deadlineMs: number;
}

/**
 * The smallest wrong offset that can explain a refusal, in ms. STS refuses signatures whose time is
 * wrong by 5 minutes; the AWS SDK also uses 4 minutes.
 */
const SKEW_MS = 4 * 60_000;

/**
 * Returns why a request got no answer. Returns null if it got one, or if the trouble is
 * `intercepted`.
 */
export function noAnswerOf(error: StsError, afterMs: number): Failure | null {
  const { trouble, code, host, proxy } = error;
  const through = proxy === undefined ? {} : { proxy };
  if (trouble === 'timeout') return { kind: 'timeout', host, afterMs, ...through };
  if (trouble === 'proxy') return { kind: 'network-proxy', code, proxy: proxy ?? '' };
  return trouble === 'connection' ? { kind: 'network', code, host, ...through } : null;
}

/**
 * Classifies an error of STS or of the connection (STS API reference, "Common Errors" and the
 * "Errors" of each call). Accepts the code in the answer and the SDK's name for it, which can end
 * with `Exception`.
 */
export function failureFromSts(error: StsError, call: StsCall): Failure {
  const { host, message, status } = error;
  const { requestId, profile } = call;
  const noAnswer = noAnswerOf(error, call.deadlineMs);
  if (noAnswer !== null) return noAnswer;
  if (error.trouble === 'intercepted')
    return { kind: 'network-intercepted', reason: message, host };

  const code = error.code.replace(/Exception$/, '');
  switch (code) {
    case 'AccessDenied':
    case 'NotAuthorized':
      return refusedFailure(error, call);
    case 'ExpiredToken':
      return { kind: 'credentials-expired', profile, requestId };
    case 'InvalidClientTokenId':
    case 'UnrecognizedClient':
    case 'InvalidAccessKeyId':
      return { kind: 'access-key-unknown', profile, requestId };
    case 'SignatureDoesNotMatch':
    case 'IncompleteSignature':
    case 'MissingAuthenticationToken':
      return isSkewed(error, call)
        ? { kind: 'clock-skew', offsetMs: call.clock.measuredOffsetMs, requestId }
        : { kind: 'signature-refused', profile, requestId };
    case 'RequestExpired':
    case 'RequestTimeTooSkewed':
    case 'RequestInTheFuture':
      return { kind: 'clock-skew', offsetMs: call.clock.measuredOffsetMs, requestId };
    case 'RegionDisabled':
      return { kind: 'region-disabled', region: call.region, requestId };
    case 'MalformedPolicyDocument':
      return { kind: 'policy-malformed', message, requestId };
    case 'PackedPolicyTooLarge':
      return { kind: 'policy-too-large', message, requestId };
    case 'ValidationError':
    case 'Validation':
    case 'InvalidParameterValue':
    case 'InvalidParameterCombination':
      return invalidRequest(error, call);
    case 'Throttling':
    case 'Throttled':
    case 'RequestLimitExceeded':
    case 'RequestThrottled':
    case 'TooManyRequests':
    case 'SlowDown':
      return { kind: 'throttled', requestId };
    case 'InternalFailure':
    case 'InternalError':
    case 'InternalServerError':
    case 'ServiceUnavailable':
    case 'ServiceFailure':
    case 'IDPCommunicationError':
      return { kind: 'service-unavailable', status, requestId };
    default:
      return byStatus(error, call);
  }
}

/**
 * Classifies an error by its HTTP status, because other servers than AWS return their own codes.
 */
function byStatus(error: StsError, call: StsCall): Failure {
  const { status } = error;
  const { requestId } = call;
  if (status === 429) return { kind: 'throttled', requestId };
  if (status !== null && status >= 500) return { kind: 'service-unavailable', status, requestId };
  if (status === 401 || status === 403) return refusedFailure(error, call);
  return unexpectedFailure(error, call);
}

function unexpectedFailure({ code, message, status }: StsError, { requestId }: StsCall): Failure {
  return { kind: 'sts-unexpected', code, message, status, requestId };
}

function refusedFailure(error: StsError, call: StsCall): Failure {
  const { message } = error;
  const { requestId, mfaSerial } = call;
  // A refused MFA code has the code AccessDenied, like other refusals. Only the first words of the
  // message differ.
  if (message.startsWith('MultiFactorAuthentication failed')) {
    return { kind: 'mfa-refused', serial: mfaSerial ?? '', message, requestId };
  }
  if (call.operation === 'GetSessionToken' && /with session credentials/i.test(message)) {
    return { kind: 'mfa-impossible', serial: mfaSerial ?? '', profile: call.profile };
  }
  // Only AssumeRole has a role, whose trust policy can be the cause.
  if (call.operation !== 'AssumeRole') return unexpectedFailure(error, call);
  return {
    kind: 'access-denied',
    roleArn: call.roleArn,
    callerArn: call.callerArn,
    externalId: call.externalId,
    sessionName: call.sessionName ?? '',
    ...(call.further === undefined || call.further.length === 0 ? {} : { further: call.further }),
    ...(call.sourceDevice ? { sourceDevice: call.sourceDevice } : {}),
    denial: denialOf(message),
    message,
    requestId,
  };
}

function isSkewed({ message }: StsError, { clock }: StsCall): boolean {
  if (/^Signature (expired|not yet current)/i.test(message)) return true;
  return (
    clock.measuredOffsetMs !== null &&
    Math.abs(clock.measuredOffsetMs - clock.usedOffsetMs) >= SKEW_MS
  );
}

function invalidRequest({ message }: StsError, call: StsCall): Failure {
  const { durationSeconds, requestId } = call;
  if (/role chaining/i.test(message)) {
    return { kind: 'duration-too-long', durationSeconds, chained: true, message, requestId };
  }
  if (
    /MaxSessionDuration/i.test(message) ||
    (/'durationSeconds'/i.test(message) && /less than or equal/i.test(message))
  ) {
    return {
      kind: 'duration-too-long',
      durationSeconds,
      chained: call.chained,
      message,
      requestId,
    };
  }
  return { kind: 'request-invalid', message, requestId };
}
