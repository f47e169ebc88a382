import type { FailureTexts } from './texts.ts';
import { remedy, lines, requestLine, quoteOf, theRoleFirst } from './en-failure-parts.ts';
import { sourceCommand } from './source-command.ts';

const signInFailed = {
  declined: 'was declined',
  timeout: 'took too long',
  cancelled: 'was cancelled',
  refused: 'was refused',
} as const;

/** Failures that need a code or a sign-in from a person. */
export const enSignInFailures = {
  'mfa-refused': (failure, format) => ({
    title: 'AWS refused the MFA code',
    detail: lines(
      `The code is not from ${failure.serial}, was used before, or came too late. A code works once, for about 30 s.`,
      quoteOf('AWS', failure.message),
      requestLine(failure.requestId),
    ),
    remedy: remedy(
      'Wait for the next code, then',
      format.call('assume', format.roleName, '--mfa-code -'),
    ),
  }),
  'mfa-needed': (failure, format) => ({
    title: `${theRoleFirst(format)} waits for an MFA code`,
    detail: failure.sessionRefused
      ? lines(
          'AWS accepted the current MFA session for this role before, but refuses it now. The trust policy may require a newer code.',
          `To find out, enter a new code from ${failure.serial} for the source profile ${failure.sourceProfile}. Other roles stay fresh.`,
        )
      : `Enter the code from ${failure.serial} for the source profile ${failure.sourceProfile}.`,
    remedy: remedy('Enter the code', format.call('assume', format.roleName, '--mfa-code -')),
  }),
  'mfa-code-spent': (failure, format) => ({
    title: 'This MFA code was used before',
    detail: `AWS accepts each code once. The next code from ${failure.serial} works from ${format.moment(failure.nextAt)} on. Nothing was sent.`,
    remedy: remedy(
      'Wait for the next code, then',
      format.call('assume', format.roleName, '--mfa-code -'),
    ),
  }),
  'mfa-impossible': (failure, format) => ({
    title: `The profile ${failure.profile} cannot be used with MFA`,
    detail: lines(
      `AWS accepts a code from ${failure.serial} only with the long-term access key of the IAM user that owns the device.`,
      `The credentials of ${failure.profile} are temporary, so they cannot get an MFA session.`,
    ),
    remedy: remedy(
      "Use the IAM user's own profile as the source",
      sourceCommand(format, failure.profile),
    ),
  }),
  'permission-set-denied': ({ accountId, permissionSet, message }, format) => ({
    title: `You may not use ${permissionSet} in the account ${accountId}`,
    detail: lines(
      'IAM Identity Center refused the request. Either nobody assigned the permission set to you, or the account or the permission set does not exist.',
      message === '' ? '' : `AWS says: ${message}`,
    ),
    remedy: remedy(
      'Ask an administrator to assign it, then try again',
      format.call('assume', format.roleName),
    ),
  }),
  'sign-in-needed': (failure, format) => ({
    title: `${failure.profile} needs you to sign in`,
    detail:
      failure.how === 'sso'
        ? 'Its IAM Identity Center session has expired or does not exist.'
        : 'Its AWS sign-in session has expired or does not exist.',
    remedy: remedy('Sign in', format.call('sign-in', failure.profile)),
  }),
  'sign-in-failed': (failure, format) => ({
    title: `Sign-in for the profile ${failure.profile} ${signInFailed[failure.why]}`,
    detail:
      quoteOf(failure.how === 'sso' ? 'IAM Identity Center' : 'The AWS CLI', failure.message) ?? '',
    remedy: remedy('Sign in again', format.call('sign-in', failure.profile)),
  }),
  'sign-in-tool-missing': (failure, format) => ({
    title: `Sign-in for the profile ${failure.profile} needs the AWS CLI ${failure.needed} or newer`,
    detail: lines(
      failure.program === null
        ? 'It was not found on this computer.'
        : `The PATH has ${failure.program}, version ${failure.found ?? 'unknown'}.`,
      'Only its command aws login can start this kind of session.',
    ),
    remedy: remedy(
      'Install it (docs.aws.amazon.com/cli), then',
      format.call('sign-in', failure.profile),
    ),
  }),
  'no-sign-in': (failure, format) => ({
    title: `The profile ${failure.profile} does not use IAM Identity Center or aws login`,
    detail: lines(
      'A profile that you can sign in to has login_session, or sso_account_id and sso_role_name with a start URL and a region.',
      failure.known.length === 0
        ? 'The config file has no such profile.'
        : `You can sign in for: ${failure.known.join(', ')}.`,
    ),
    remedy:
      failure.known.length === 0
        ? remedy('Create one', 'aws configure sso')
        : remedy('Sign in for one of them', format.call('sign-in', failure.known[0] ?? null)),
  }),
  'portal-refused': (failure) => ({
    title:
      failure.accountId === null
        ? 'IAM Identity Center refused the request'
        : `IAM Identity Center lists nothing for the account ${failure.accountId}`,
    detail: quoteOf(failure.code, failure.message) ?? '',
    remedy: remedy('Ask an administrator of IAM Identity Center', null),
  }),
} satisfies Partial<FailureTexts>;
