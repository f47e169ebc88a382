import type { TextPer } from './tagged.ts';
import type { Failure } from '../../core/failure.ts';
import { type LikelyCause, missingDevice } from '../../core/sts/denial.ts';
import { enDenial, enLikelyCauses, enMissingDevice } from './en-denial.ts';
import { closestName } from '../closest-name.ts';
import {
  enBrokenRules,
  enSectionHolds,
  policyProblemText,
  ruleText,
  systemSays,
  accessRemedy,
} from './en-rules.ts';
import { enImportObstacle } from './en-import.ts';
import { enDocumentProblem } from './en-transfer.ts';
import type { FailureText, Remedy } from './texts.ts';
import type { Voice } from './voice.ts';

const remedy = (label: string, command: string | null = null): Remedy => ({ label, command });
const lines = (...all: readonly (string | null)[]): string =>
  all.filter((line) => line !== null).join('\n');
const theRole = (voice: Voice): string => voice.roleName ?? 'the role';
const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
const requestLine = (requestId: string | null): string | null =>
  requestId === null ? null : `AWS request ID: ${requestId}`;
const saidBy = (who: string, message: string): string | null =>
  message === '' ? null : `${who} said: ${message}`;
const signInFailed = {
  declined: 'was declined',
  timeout: 'took too long',
  cancelled: 'was given up',
  refused: 'was refused',
} as const;
const lockNames = {
  role: 'lock of this role',
  file: 'lock of the credentials file',
  settings: 'lock of the settings',
} as const;
const proxyCauses: Readonly<Record<string, string>> = {
  'HTTP 407': 'It wants a user and a password',
  'no HTTP': 'It does not answer as an HTTP proxy does',
  'no answer': 'It accepts connections and does not answer',
  SOCKS: 'It is no HTTP proxy, and Rolekeeper speaks to no other',
  ENOTFOUND: 'Its name is not known',
  ERR_SSL_WRONG_VERSION_NUMBER: 'It does not answer as an HTTP proxy does',
};

const networkCauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The computer is there, but nothing listens at this address',
  ECONNRESET: 'The connection was cut off',
  ENOTFOUND: 'Its name is not known: the network is off, or the endpoint is mistyped',
  EAI_AGAIN:
    'Its name could not be looked up: the network is off, or its name server does not answer',
  ETIMEDOUT: 'The connection was not taken up in time',
  EHOSTUNREACH: 'There is no way to it',
  ENETUNREACH: 'There is no way to it: the network is off',
  EPIPE: 'The connection was cut off',
};
const throughProxy = (host: string, proxy: string | undefined): string | null =>
  proxy === undefined
    ? null
    : `The proxy ${proxy} opened the way to it: what failed later is the proxy or ${host}.`;
const again = (voice: Voice): Remedy => remedy('Try again', voice.call('assume', voice.roleName));
const holder = (pid: number | null): string =>
  pid === null ? 'another process' : `process ${pid}`;

export const enFailures: TextPer<Failure, FailureText, [Voice]> = {
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
  'mfa-refused': (failure, voice) => ({
    title: 'AWS refused the MFA code',
    detail: lines(
      `The code does not belong to ${failure.serial}, was used before, or came too late. A code is good for about 30 seconds, once.`,
      saidBy('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Wait for the next code, then',
      voice.call('assume', voice.roleName, '--mfa-code -'),
    ),
  }),
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
  network: (failure, voice) => ({
    title: `${failure.host} cannot be reached`,
    detail: lines(
      `${networkCauses[failure.code] ?? 'The connection failed'} (${failure.code}).`,
      throughProxy(failure.host, failure.proxy),
    ),
    remedy: remedy('Check the network, VPN and proxy, then', voice.call('assume', voice.roleName)),
  }),
  'network-proxy': (failure) => ({
    title: `The proxy ${failure.proxy} does not work`,
    detail: `${proxyCauses[failure.code] ?? networkCauses[failure.code] ?? 'It passes no request on'} (${failure.code}).`,
    remedy: remedy(
      'Check the proxy in the settings, HTTPS_PROXY, NO_PROXY and the proxy of the system, then',
      'rolekeeper doctor',
    ),
  }),
  'network-intercepted': (failure) => ({
    title: `Something between here and ${failure.host} answered instead of it`,
    detail: lines(
      failure.reason === '' ? null : `What was seen: ${failure.reason}`,
      'A proxy that asks for a password, a sign-in page of the network, or a company certificate that is not known here does this.',
    ),
    remedy: remedy(
      'Set HTTPS_PROXY and AWS_CA_BUNDLE as for the AWS CLI, then',
      'rolekeeper doctor',
    ),
  }),
  timeout: (failure, voice) => ({
    title: `${failure.host} did not answer within ${seconds(failure.afterMs)}`,
    detail:
      throughProxy(failure.host, failure.proxy) ??
      'The network is very slow, or something on the way drops the connection.',
    remedy: remedy('Check the network, VPN and proxy, then', voice.call('assume', voice.roleName)),
  }),
  'mfa-needed': (failure, voice) => ({
    title: `${theRole(voice)} waits for an MFA code`,
    detail: failure.refusedAnew
      ? lines(
          'AWS assumed this role with the present MFA session before and refuses it now. Its trust policy may ask for a younger code.',
          `A new code of ${failure.serial}, for the source profile ${failure.sourceProfile}, shows whether that is it. Other roles go on as they are.`,
        )
      : `The code of ${failure.serial}, for the source profile ${failure.sourceProfile}.`,
    remedy: remedy('Give the code', voice.call('assume', voice.roleName, '--mfa-code -')),
  }),
  'mfa-code-spent': (failure, voice) => ({
    title: 'This MFA code was used before',
    detail: `AWS takes each code once. The next code of ${failure.serial} can be used from ${voice.moment(failure.nextAt)} on. Nothing was sent.`,
    remedy: remedy(
      'Wait for the next code, then',
      voice.call('assume', voice.roleName, '--mfa-code -'),
    ),
  }),
  'mfa-impossible': (failure, voice) => ({
    title: `${failure.profile} cannot be used with MFA`,
    detail: lines(
      `AWS takes a code of ${failure.serial} only with the long-term access key of the IAM user that owns the device.`,
      `The credentials of ${failure.profile} are temporary, so no MFA session can be had with them.`,
    ),
    remedy: remedy(
      "Choose the IAM user's own profile as the source",
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-missing': (failure, voice) => ({
    title: `The source profile ${failure.profile} has no credentials`,
    detail: lines(
      `${failure.profile} stands neither in the credentials file nor in the config file with credentials, and no role writes it.`,
      failure.path.length > 1 ? `On the way: ${failure.path.join(' → ')}` : null,
    ),
    remedy: remedy(
      `Create it (aws configure ${voice.option('--profile', failure.profile)}), or choose another source`,
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-ambiguous': (failure, voice) => ({
    title: `More than one role writes the source profile ${failure.profile}`,
    detail: `These do: ${failure.roleNames.join(', ')}. Which one is meant cannot be told while none of them is assumed.`,
    remedy: remedy(
      `Give each its own profile, or assume the one that is meant before ${theRole(voice)}`,
      voice.call('assume', failure.roleNames[0] ?? null),
    ),
  }),
  'source-cycle': (failure, voice) => ({
    title: 'The source profiles form a circle',
    detail: `${failure.path.join(' → ')}: no profile in it has credentials of its own.`,
    remedy: remedy(
      'Give one of them another source',
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'source-failed': (failure, voice) => ({
    title: `The source profile ${failure.profile} gave no credentials`,
    detail: failure.message === '' ? 'It did not say why.' : `It said: ${failure.message}`,
    remedy: remedy(
      `Try it alone (aws sts get-caller-identity ${voice.option('--profile', failure.profile)}), then`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'program-refused': (failure) => ({
    title: `The program of the profile ${failure.profile} was not run`,
    detail: lines(
      `${systemSays(failure.code, failure.access)}.`,
      `Anyone who can change ${failure.file} decides which program runs as you.`,
    ),
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Let only yourself write the file and its folder', 'rolekeeper doctor'),
  }),
  'source-timeout': (failure, voice) => ({
    title: `The source profile ${failure.profile} gave no credentials within ${seconds(failure.afterMs)}`,
    detail:
      'The program or service that its credentials come from did not answer in time. It may be waiting for someone.',
    remedy: remedy(
      `Try it alone (aws sts get-caller-identity ${voice.option('--profile', failure.profile)}), then`,
      voice.call('assume', voice.roleName),
    ),
  }),
  'sign-in-needed': (failure, voice) => ({
    title: `The source profile ${failure.profile} needs you to sign in`,
    detail:
      failure.how === 'sso'
        ? 'Its IAM Identity Center session is over or was never begun.'
        : 'Its AWS sign-in session is over or was never begun.',
    remedy: remedy('Sign in', voice.call('sign-in', failure.profile)),
  }),
  'sign-in-failed': (failure, voice) => ({
    title: `Signing in for the profile ${failure.profile} ${signInFailed[failure.why]}`,
    detail:
      saidBy(failure.how === 'sso' ? 'IAM Identity Center' : 'The AWS CLI', failure.message) ?? '',
    remedy: remedy('Sign in again', voice.call('sign-in', failure.profile)),
  }),
  'sign-in-tool-missing': (failure, voice) => ({
    title: `Signing in for the profile ${failure.profile} needs the AWS CLI ${failure.needed} or newer`,
    detail: lines(
      failure.program === null
        ? 'None was found on this machine.'
        : `The first one on the PATH is ${failure.program}, version ${failure.found ?? 'unknown'}.`,
      'Its command aws login, which keeps the session, is the only one that AWS has for this.',
    ),
    remedy: remedy(
      'Install it (docs.aws.amazon.com/cli), then',
      voice.call('sign-in', failure.profile),
    ),
  }),
  'no-sign-in': (failure, voice) => ({
    title: `${failure.profile} is no profile to sign in to`,
    detail: lines(
      'Such a profile of the config file has sso_account_id and sso_role_name with a start URL and a region, or login_session.',
      failure.known.length === 0 ? 'There is none.' : `There are: ${failure.known.join(', ')}.`,
    ),
    remedy:
      failure.known.length === 0
        ? remedy('Make one', 'aws configure sso')
        : remedy('Sign in to one of them', voice.call('sign-in', failure.known[0] ?? null)),
  }),
  'section-not-owned': (failure, voice) => ({
    title: `The profile ${failure.profile} is not ours to write`,
    detail: lines(
      `It holds ${enSectionHolds[failure.holds]} (${failure.file}). Nothing was changed.`,
      failure.isConfig === true
        ? 'Taking it over adds our keys to the credentials file. The config file stays as it is, and some AWS tools may go on using it.'
        : 'Taking it over makes a copy of it first; rolekeeper restore puts it back.',
    ),
    remedy: remedy('Take it over', voice.call('assume', voice.roleName, '--take-over')),
  }),
  'section-removed': (failure, voice) => ({
    title: `The profile ${failure.profile} was removed from the file`,
    detail: `Someone took our keys out of ${failure.file}, so ${theRole(voice)} is no longer kept fresh.`,
    remedy: remedy('Switch it on again', voice.call('assume', voice.roleName, '--keep')),
  }),
  'section-shadowed': (failure, voice) => ({
    title: `Keys in the profile ${failure.profile} would not be seen`,
    detail:
      `${failure.file} gives ${failure.profile} a role_arn with a source, and every AWS tool then assumes that role itself ` +
      'instead of reading our keys. Nothing was changed.',
    remedy: remedy(
      'Write to another profile',
      voice.call('role set', voice.roleName, voice.option('--profile', failure.suggestion)),
    ),
  }),
  'file-broken': (failure) => ({
    title: `${failure.file} cannot be read by the AWS CLI`,
    detail: `Line ${failure.line}: ${enBrokenRules[failure.rule]}. Every AWS command fails on it, for every profile; it was left alone.`,
    remedy:
      failure.isConfig === true
        ? remedy(`Correct line ${failure.line} in an editor`)
        : remedy(
            `Correct line ${failure.line} in an editor, or put a backup back`,
            'rolekeeper restore --list',
          ),
  }),
  'file-unreadable': (failure) => ({
    title: `${failure.file} cannot be read`,
    detail: `${systemSays(failure.code, failure.access)}.`,
    remedy:
      accessRemedy(failure.code, failure.access) ?? remedy('Give yourself the right to read it'),
  }),
  'file-unwritable': (failure) => ({
    title: `${failure.file} cannot be written`,
    detail: `${systemSays(failure.code, failure.access)}. The file is as it was.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Give yourself the right to write the file and its folder, or make room on the disk'),
  }),
  'file-unsettled': (failure, voice) => ({
    title: `${failure.file} does not come to rest`,
    detail: 'Another program kept writing it, so nothing was written into it.',
    remedy: again(voice),
  }),
  'backup-missing': (failure) => ({
    title: `There is no backup of ${failure.what}`,
    detail:
      'Backups are made before the first write, when a section is taken over, and before a file is replaced.',
    remedy: remedy('List what there is', 'rolekeeper restore --list'),
  }),
  'lock-held': (failure, voice) => ({
    title: `${holder(failure.holderPid)} holds the ${lockNames[failure.what]}`.replace(
      /^./,
      (first) => first.toUpperCase(),
    ),
    detail: `Waited for ${seconds(failure.waitedMs)}. It is another Rolekeeper at work, or one that is stuck.`,
    remedy: again(voice),
  }),
  'lock-cycle': (failure, voice) => ({
    title: `${theRole(voice)} would wait for itself`,
    detail:
      `Process ${failure.holderPid} is assuming this role and runs this command to get the credentials for it. ` +
      'A credential_process of the source profile asks for the very role that is assumed from it.',
    remedy: remedy(
      'Choose another source profile',
      voice.call('role set', voice.roleName, '--source-profile PROFILE'),
    ),
  }),
  'released-meanwhile': (_failure, voice) => ({
    title: `${theRole(voice)} was released meanwhile`,
    detail: 'Someone released or changed the role while it was being assumed. Nothing was written.',
    remedy: again(voice),
  }),
  'state-unavailable': (failure) => ({
    title: `Rolekeeper's own ${failure.file} cannot be used`,
    detail: `${systemSays(failure.code, failure.access)}.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Check the folder, its rights and the room on the disk', 'rolekeeper doctor'),
  }),
  'role-unknown': (failure, voice) => {
    const closest = failure.name === null ? null : closestName(failure.name, failure.known);
    return {
      title:
        failure.name === null
          ? 'This role does not exist any more'
          : `There is no role named ${failure.name}`,
      detail: lines(
        closest === null ? null : `Did you mean ${closest}?`,
        failure.known.length === 0
          ? 'No role is configured yet.'
          : `Roles: ${failure.known.join(', ')}`,
      ),
      remedy:
        failure.known.length === 0
          ? remedy('Add one', voice.call('role add', failure.name, '--role-arn ARN'))
          : remedy('List the roles', 'rolekeeper role list'),
    };
  },
  'field-invalid': (failure, voice) => ({
    title: `${voice.field(failure.field)} ${ruleText(failure.rule)}`,
    detail:
      failure.rule.kind === 'shell'
        ? `Choose another shell (--shell), or use none: rolekeeper exec ${voice.word(voice.roleName)} -- COMMAND`
        : 'Nothing was changed, and nothing was sent.',
    remedy: null,
  }),
  'policy-unusable': (failure) => ({
    title: 'The policy document names no role that can be added',
    detail: policyProblemText(failure.reason),
    remedy: remedy('Give the ARN of the role yourself', 'rolekeeper role add NAME --role-arn ARN'),
  }),
  'settings-newer': (failure) => ({
    title: 'The settings are from a newer Rolekeeper',
    detail: `${failure.file} has version ${failure.version}. It is only read, so nothing was changed.`,
    remedy: remedy('Install the newer Rolekeeper'),
  }),
  'settings-unwritable': (failure) => ({
    title: `${failure.file} cannot be written`,
    detail: `${systemSays(failure.code, failure.access)}. The settings are as they were.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Give yourself the right to write the file and its folder, or make room on the disk'),
  }),
  'document-unusable': ({ problem }) => ({
    title: 'These settings cannot be imported',
    detail: `${enDocumentProblem(problem)} Nothing was changed.`,
    remedy: remedy('Export them again where they come from', 'rolekeeper settings export'),
  }),
  'consent-refused': ({ asked, subject }, voice) => ({
    title: 'You did not allow this',
    detail: 'Nothing was changed. Without a terminal to ask in, the command line needs an option.',
    remedy: remedy(
      'Do it again and allow it',
      {
        preference: `rolekeeper settings import FILE ${voice.option('--allow-preference', subject)}`,
        // Naming an endpoint in a command is consent.
        endpoint: voice.call('role set', voice.roleName, voice.option('--endpoint', subject)),
        'take-over': voice.call('assume', voice.roleName, '--take-over'),
        restore: voice.call('restore', subject, '--yes'),
        'restore-file': `rolekeeper restore ${voice.option('--file', subject)} --yes`,
        purge: 'rolekeeper restore --purge --yes',
      }[asked],
    ),
  }),
  'nothing-kept': () => ({
    title: 'No role is switched on',
    detail: 'There is nothing to keep fresh in this credentials file.',
    remedy: remedy('Name a role, or switch one on', 'rolekeeper assume NAME --keep'),
  }),
  'clipboard-refused': () => ({
    title: 'Nothing was copied to the clipboard',
    detail: 'The desktop lets a program write the clipboard only while its window has the focus.',
    remedy: remedy('Click in the panel, then copy again'),
  }),
  'page-not-opened': () => ({
    title: 'No browser opened the page',
    detail: 'The system has no program for web pages, or it could not be started.',
    remedy: remedy('Choose a default browser in the system settings, then try again'),
  }),
  'not-importable': ({ profile, obstacle }, voice) => ({
    title: `${profile} was not imported`,
    detail: enImportObstacle(obstacle, profile),
    remedy:
      obstacle.kind === 'endpoint-unconfirmed'
        ? remedy(
            'Where you trust that server',
            voice.call('role import', profile, voice.option('--allow-endpoint', obstacle.endpoint)),
          )
        : remedy('See what can be imported', 'rolekeeper role import'),
  }),
};

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
