import type { FailureTexts } from './texts.ts';
import { remedy, lines, theRole, requestLine, saidBy } from './en-failure-parts.ts';

const signInFailed = {
  declined: 'was declined',
  timeout: 'took too long',
  cancelled: 'was given up',
  refused: 'was refused',
} as const;

/** A person must enter a code or sign in. */
export const enSignInFailures = {
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
} satisfies Partial<FailureTexts>;
