import { type LikelyCause, missingDevice } from '../../core/sts/denial.ts';
import { enDenial, enLikelyCauses, enMissingDevice } from './en-denial.ts';
import type { FailureText, FailureTexts } from './texts.ts';
import type { CatalogueFormat } from './fact-format.ts';
import {
  remedy,
  lines,
  theRole,
  seconds,
  requestLine,
  quoteOf,
  tryAgain,
} from './en-failure-parts.ts';

/** Failures that AWS reports. */
export const enAwsFailures = {
  'access-denied': (failure, format): FailureText => {
    const { denial } = failure;
    const isPolicyMissing = denial.cause === 'identity-policy' && !denial.isExplicit;
    const isOpen = denial.cause === 'unknown';
    const device = missingDevice(failure);
    return {
      title: `AWS denied access to ${theRole(format)}`,
      detail: lines(
        device === null ? null : enMissingDevice(device),
        failure.callerArn === null
          ? 'Caller: unknown, because AWS could not be asked'
          : `Caller: ${failure.callerArn}`,
        `Role: ${failure.roleArn}`,
        quoteOf('AWS', failure.message),
        requestLine(failure.requestId),
        enDenial(denial),
        enLikelyCauses(failure, (cause) => helpWith(cause, format)),
        isPolicyMissing ? format.identityPolicy : null,
      ),
      remedy:
        device !== null
          ? remedy(
              'Use this device for the role, then assume the role again',
              format.call(
                'role set',
                format.roleName,
                format.option('--mfa-serial', device.serial),
              ),
            )
          : denial.cause === 'mfa'
            ? remedy(
                "Enter the caller's MFA device for the role",
                format.call('role set', format.roleName, '--mfa-serial SERIAL'),
              )
            : isOpen || isPolicyMissing
              ? remedy(
                  'Print the commands that attach the policy',
                  format.call('policy', format.roleName, '--commands'),
                )
              : null,
    };
  },
  'credentials-expired': (failure, format) => ({
    title: `The credentials of the source profile ${failure.profile} have expired`,
    detail: lines(
      `AWS no longer accepts the keys in ${failure.profile}, so ${theRole(format)} cannot be assumed.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Renew the credentials of ${failure.profile} with the tool that wrote them, then`,
      format.call('assume', format.roleName),
    ),
  }),
  'access-key-unknown': (failure, format) => ({
    title: `AWS does not know the access key of the source profile ${failure.profile}`,
    detail: lines(
      'The key was deleted or mistyped, or it belongs to another AWS partition (China, GovCloud) than the role.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Put a valid access key into ${failure.profile} (aws configure ${format.option('--profile', failure.profile)}), then`,
      format.call('assume', format.roleName),
    ),
  }),
  'signature-refused': (failure, format) => ({
    title: `AWS refused the signature made with the source profile ${failure.profile}`,
    detail: lines(
      'The secret access key does not match the access key ID. It was probably mistyped, or cut off when it was copied.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Enter both keys of ${failure.profile} again (aws configure ${format.option('--profile', failure.profile)}), then`,
      format.call('assume', format.roleName),
    ),
  }),
  'clock-skew': (failure) => ({
    title: "This computer's clock is wrong",
    detail: lines(
      failure.offsetMs === null
        ? 'AWS refused the request, because the time in the request is wrong.'
        : `It is ${seconds(Math.abs(failure.offsetMs))} ${failure.offsetMs > 0 ? 'behind' : 'ahead of'} the clock of AWS. AWS accepts a difference of at most 5 min.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy('Set this computer’s clock, or turn on network time'),
  }),
  'region-disabled': (failure, format) => ({
    title: `STS is not enabled in the region ${failure.region}`,
    detail: lines(
      'Use another region, or ask an administrator of the account to enable this one.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Use another region',
      format.call('role set', format.roleName, '--region us-east-1'),
    ),
  }),
  'policy-malformed': (failure) => ({
    title: 'AWS could not read the session policy',
    detail: lines(quoteOf('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Correct the session policy of this role'),
  }),
  'policy-too-large': (failure) => ({
    title: 'The policies and tags of this session are too large',
    detail: lines(quoteOf('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Shorten the session policy, or use fewer session tags'),
  }),
  'duration-too-long': (failure, format) => ({
    title: `A session of ${failure.durationSeconds} s is longer than AWS allows`,
    detail: lines(
      failure.chained
        ? 'The role is assumed with temporary credentials (of another role or an MFA session). With these, AWS allows at most 1 hour.'
        : "The role's maximum session duration is shorter. The role's owner can raise it to up to 12 hours.",
      quoteOf('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Use sessions of 1 hour',
      format.call('role set', format.roleName, '--duration 3600'),
    ),
  }),
  'request-invalid': (failure, format) => ({
    title: 'AWS did not accept the request',
    detail: lines(quoteOf('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy(
      `Check the fields of ${theRole(format)}`,
      format.call('role show', format.roleName),
    ),
  }),
  throttled: (failure, format) => ({
    title: 'AWS received too many requests',
    detail: lines(
      'The account sent more requests than AWS accepts.',
      requestLine(failure.requestId),
    ),
    remedy: tryAgain(format),
  }),
  'service-unavailable': (failure, format) => ({
    title: 'STS is not available',
    detail: lines(
      failure.status === null
        ? 'STS answered with a server error.'
        : `STS answered with HTTP ${failure.status}, a server error.`,
      requestLine(failure.requestId),
    ),
    remedy: tryAgain(format),
  }),
  'sts-unexpected': (failure, format) => ({
    title: `STS gave an unexpected answer: ${failure.code}`,
    detail: lines(
      quoteOf('STS', failure.message),
      failure.status === null ? null : `HTTP status: ${failure.status}`,
      requestLine(failure.requestId),
    ),
    remedy: tryAgain(format),
  }),
  'identity-mismatch': (failure, format) => ({
    title: 'STS returned a different role',
    detail: lines(
      `Requested: ${failure.asked}`,
      `Returned: ${failure.got}`,
      'Nothing was written.',
    ),
    remedy: remedy(`Check which endpoint answers for ${theRole(format)}`, 'rolekeeper doctor'),
  }),
} satisfies Partial<FailureTexts>;

/** Returns the remedy for a cause of a denial, for the command line. */
function helpWith(cause: LikelyCause, format: CatalogueFormat): string {
  switch (cause) {
    case 'identity-policy':
      return ` Attach this policy to the caller:\n${format.identityPolicy ?? ''}`;
    case 'trust-policy':
      return ` Print the policy that the role needs: ${format.call('policy', format.roleName, '--trust')}`;
    case 'external-id':
      return ` Ask the owner of the role, then: ${format.call('role set', format.roleName, '--external-id ID')}`;
    case 'session-name':
      return ` Ask the owner of the role, then: ${format.call('role set', format.roleName, '--session-name NAME')}`;
    case 'further-actions':
      return '';
  }
}
