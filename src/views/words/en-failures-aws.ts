import { type LikelyCause, missingDevice } from '../../core/sts/denial.ts';
import { enDenial, enLikelyCauses, enMissingDevice } from './en-denial.ts';
import type { FailureText, FailureTexts } from './texts.ts';
import type { Voice } from './voice.ts';
import { remedy, lines, theRole, seconds, requestLine, saidBy, again } from './en-failure-parts.ts';

/** What AWS answers. */
export const enAwsFailures = {
  'access-denied': (failure, voice): FailureText => {
    const { denial } = failure;
    const isPolicyMissing = denial.cause === 'identity-policy' && !denial.isExplicit;
    const isOpen = denial.cause === 'unknown';
    const device = missingDevice(failure);
    return {
      title: `AWS did not allow ${theRole(voice)} to be assumed`,
      detail: lines(
        device === null ? null : enMissingDevice(device),
        failure.callerArn === null
          ? 'Caller: AWS could not be asked who is calling'
          : `Caller: ${failure.callerArn}`,
        `Role: ${failure.roleArn}`,
        saidBy('AWS', failure.message),
        requestLine(failure.requestId),
        enDenial(denial),
        enLikelyCauses(failure, (cause) => helpWith(cause, voice)),
        isPolicyMissing ? voice.identityPolicy : null,
      ),
      remedy:
        device !== null
          ? remedy(
              'Use the device for the role, then assume it again',
              voice.call('role set', voice.roleName, voice.option('--mfa-serial', device.serial)),
            )
          : denial.cause === 'mfa'
            ? remedy(
                'Give the role the MFA device of its caller',
                voice.call('role set', voice.roleName, '--mfa-serial SERIAL'),
              )
            : isOpen || isPolicyMissing
              ? remedy(
                  'Print the commands that attach the policy',
                  voice.call('policy', voice.roleName, '--commands'),
                )
              : null,
    };
  },
  'credentials-expired': (failure, voice) => ({
    title: `The credentials of the source profile ${failure.profile} have expired`,
    detail: lines(
      `AWS no longer takes what stands in ${failure.profile}, so ${theRole(voice)} cannot be assumed from it.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Renew the credentials of ${failure.profile} with the tool that wrote them, then`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'access-key-unknown': (failure, voice) => ({
    title: `AWS does not know the access key of the source profile ${failure.profile}`,
    detail: lines(
      'The key was deleted or mistyped, or it belongs to another partition of AWS (China, GovCloud) than the role.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Put a valid access key into ${failure.profile} (aws configure ${voice.option('--profile', failure.profile)}), then`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'signature-refused': (failure, voice) => ({
    title: `AWS refused the signature made with the source profile ${failure.profile}`,
    detail: lines(
      'The secret access key does not belong to the access key id: it was mistyped or cut off when it was copied.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      `Enter both keys of ${failure.profile} again (aws configure ${voice.option('--profile', failure.profile)}), then`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'clock-skew': (failure) => ({
    title: "This computer's clock is wrong",
    detail: lines(
      failure.offsetMs === null
        ? 'AWS refused the request because of its time.'
        : `It is ${seconds(Math.abs(failure.offsetMs))} ${failure.offsetMs > 0 ? 'behind' : 'ahead of'} the clock of AWS, which takes requests within five minutes.`,
      requestLine(failure.requestId),
    ),
    remedy: remedy('Set the clock of this computer, or let it be set from the network'),
  }),
  'region-disabled': (failure, voice) => ({
    title: `STS is switched off in the region ${failure.region}`,
    detail: lines(
      'An administrator of the account must enable the region, or another one must be used.',
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Choose another region',
      voice.call('role set', voice.roleName, '--region us-east-1'),
    ),
  }),
  'policy-malformed': (failure) => ({
    title: 'AWS could not read a policy of this request',
    detail: lines(saidBy('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Correct the session policy of this role'),
  }),
  'policy-too-large': (failure) => ({
    title: 'The policies and tags of this session are too large',
    detail: lines(saidBy('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy('Make the session policy shorter, or give fewer tags'),
  }),
  'duration-too-long': (failure, voice) => ({
    title: `${failure.durationSeconds} seconds are longer than AWS allows here`,
    detail: lines(
      failure.chained
        ? 'The role is assumed from temporary credentials (a role chain or an MFA session), where AWS allows an hour at most.'
        : "The role's own maximum session duration is shorter. Its owner can raise it, up to 12 hours.",
      saidBy('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy('Ask for an hour', voice.call('role set', voice.roleName, '--duration 3600')),
  }),
  'request-invalid': (failure, voice) => ({
    title: 'AWS did not accept the request',
    detail: lines(saidBy('AWS', failure.message), requestLine(failure.requestId)),
    remedy: remedy(`Look at the fields of ${theRole(voice)}`, 'rolekeeper role list'),
  }),
  throttled: (failure, voice) => ({
    title: 'AWS asked to slow down',
    detail: lines(
      'Too many requests came from this account at once.',
      requestLine(failure.requestId),
    ),
    remedy: again(voice),
  }),
  'service-unavailable': (failure, voice) => ({
    title: 'STS does not work at the moment',
    detail: lines(
      failure.status === null
        ? 'It answered with an error of its own.'
        : `It answered with HTTP ${failure.status}, an error of its own.`,
      requestLine(failure.requestId),
    ),
    remedy: again(voice),
  }),
  'sts-unexpected': (failure, voice) => ({
    title: `STS answered ${failure.code}`,
    detail: lines(
      saidBy('STS', failure.message),
      failure.status === null ? null : `HTTP status: ${failure.status}`,
      requestLine(failure.requestId),
    ),
    remedy: again(voice),
  }),
  'identity-mismatch': (failure, voice) => ({
    title: 'STS gave another role than the one that was asked for',
    detail: lines(`Asked for: ${failure.asked}`, `Got: ${failure.got}`, 'Nothing was written.'),
    remedy: remedy(`See which endpoint answers for ${theRole(voice)}`, 'rolekeeper doctor'),
  }),
} satisfies Partial<FailureTexts>;

/** The remedy for a cause of a denial, on the command line. */
function helpWith(cause: LikelyCause, voice: Voice): string {
  switch (cause) {
    case 'identity-policy':
      return ` This is the policy that must be attached to the caller:\n${voice.identityPolicy ?? ''}`;
    case 'trust-policy':
      return ` What its account needs: ${voice.call('policy', voice.roleName, '--trust')}`;
    case 'external-id':
      return ` Ask the owner of the role, then: ${voice.call('role set', voice.roleName, '--external-id ID')}`;
    case 'session-name':
      return ` Ask the owner of the role, then: ${voice.call('role set', voice.roleName, '--session-name NAME')}`;
    case 'further-actions':
      return '';
  }
}
