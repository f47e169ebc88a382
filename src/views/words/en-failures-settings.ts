import type { AwayReason } from '../../core/away-reason.ts';
import { closestName } from '../closest-name.ts';
import { policyProblemText, ruleText, systemSays, accessRemedy } from './en-rules.ts';
import { enImportObstacle } from './en-import.ts';
import { enDocumentProblem } from './en-transfer.ts';
import type { FailureTexts } from './texts.ts';
import { remedy, lines } from './en-failure-parts.ts';

/** Failures of roles, settings and imports. */
export const enSettingsFailures = {
  'role-unknown': (failure, format) => {
    const closest = failure.name === null ? null : closestName(failure.name, failure.known);
    return {
      title:
        failure.name === null
          ? 'This role no longer exists'
          : `There is no role named ${failure.name}`,
      detail: lines(
        closest === null ? null : `Did you mean ${closest}?`,
        failure.known.length === 0
          ? 'No role is configured yet.'
          : `Roles: ${failure.known.join(', ')}`,
      ),
      remedy:
        failure.known.length === 0
          ? remedy('Add one', format.call('role add', failure.name, '--role-arn ARN'))
          : remedy('List the roles', 'rolekeeper role list'),
    };
  },
  'field-invalid': (failure, format) => ({
    title: `${format.field(failure.field)} ${ruleText(failure.rule)}`,
    detail:
      failure.rule.kind === 'shell'
        ? `Choose another shell (--shell), or use none: rolekeeper exec ${format.word(format.roleName)} -- COMMAND`
        : 'Nothing was changed or sent.',
    remedy: null,
  }),
  'no-policies': ({ roleName }, format) => ({
    title: `${roleName} needs no policy`,
    detail:
      'Only assumed roles need policies. A permission set is assigned in IAM Identity Center, and an MFA session needs no permission.',
    remedy: remedy('Show the source of its session', format.call('role show', roleName)),
  }),
  'policy-unusable': (failure, format) => ({
    title: 'The policy document names no role that can be added',
    detail: policyProblemText(failure.reason),
    remedy: remedy(
      "Enter the role's ARN yourself",
      format.call('role add', format.roleName, '--role-arn ARN'),
    ),
  }),
  'not-importable': ({ profile, obstacle }, format) => ({
    title: `${profile} was not imported`,
    detail: enImportObstacle(obstacle, profile),
    remedy:
      obstacle.kind === 'endpoint-unconfirmed'
        ? remedy(
            'If you trust this server, allow it',
            format.call(
              'role import',
              profile,
              format.option('--allow-endpoint', obstacle.endpoint),
            ),
          )
        : remedy('Show what can be imported', 'rolekeeper role import'),
  }),
  'settings-newer': (failure) => ({
    title: 'The settings are from a newer version of Rolekeeper',
    detail: `${failure.file} has version ${failure.version}. This version of Rolekeeper reads the file but does not change it.`,
    remedy: remedy('Install the newer version of Rolekeeper'),
  }),
  'settings-unwritable': (failure) => ({
    title: `${failure.file} cannot be written`,
    detail: `${systemSays(failure.code, failure.access)}. The settings did not change.`,
    remedy:
      accessRemedy(failure.code, failure.access) ??
      remedy('Give yourself write permission for the file and its folder, or free disk space'),
  }),
  'document-unusable': ({ problem }) => ({
    title: 'These settings cannot be imported',
    detail: `${enDocumentProblem(problem)} Nothing was changed.`,
    remedy: remedy('Export them again on the other computer', 'rolekeeper settings export'),
  }),
  'consent-refused': ({ asked, subject }, format) => ({
    title: {
      preference: 'The changed setting was not confirmed',
      endpoint: 'The server was not confirmed',
      browser: 'The program was not confirmed',
      'take-over': 'Taking over the profile was not confirmed',
      restore: 'The restore was not confirmed',
      'restore-file': 'The restore was not confirmed',
      purge: 'The deletion of backups was not confirmed',
    }[asked],
    detail: 'Nothing was changed. If Rolekeeper cannot ask you, the command needs an option.',
    remedy: remedy(
      'Run the command again and confirm',
      {
        preference: `rolekeeper settings import FILE ${format.option('--allow-preference', subject)}`,
        // Naming an endpoint or a browser in a command is consent.
        endpoint: format.call('role set', format.roleName, format.option('--endpoint', subject)),
        browser: format.call('role set', format.roleName, format.option('--browser', subject)),
        'take-over': format.call('assume', format.roleName, '--take-over'),
        restore: format.call('restore', subject, '--yes'),
        'restore-file': `rolekeeper restore ${format.option('--file', subject)} --yes`,
        purge: 'rolekeeper restore --purge --yes',
      }[asked],
    ),
  }),
  'nothing-kept': (_failure, format) => ({
    title: 'No role is switched on',
    detail: 'No role of this credentials file is on, so there is nothing to keep fresh.',
    remedy: remedy('Switch a role on', format.call('assume', format.roleName, '--keep')),
  }),
  'role-off': ({ roleName }, format) => ({
    title: `${roleName} is off`,
    detail: 'The credentials endpoint serves only roles that are on.',
    remedy: remedy('Switch the role on', format.call('assume', roleName, '--keep')),
  }),
  'person-away': ({ roleName, awayReason }, format) => ({
    title: `${roleName} is released while you are away`,
    detail: `${enAbsences[awayReason]}. Your settings say to release roles for that time, so programs get no credentials.`,
    remedy: remedy('Assume the role yourself', format.call('assume', roleName)),
  }),
  'endpoint-unavailable': ({ port, code }) => ({
    title: `The credentials endpoint cannot use port ${port}`,
    detail:
      code === 'EADDRINUSE'
        ? 'Another program, or another Rolekeeper process, uses this port.'
        : `${systemSays(code)}.`,
    remedy: remedy('Choose another port in the settings, or with --port'),
  }),
  'clipboard-refused': () => ({
    title: 'Nothing was copied to the clipboard',
    detail:
      'The desktop lets a program write to the clipboard only while its window has the focus.',
    remedy: remedy('Click in the window, then copy again'),
  }),
  'page-not-opened': () => ({
    title: 'No browser opened the page',
    detail: 'The system has no program for web pages, or it could not be started.',
    remedy: remedy('Choose a default browser in the system settings, then try again'),
  }),
  'page-taken': () => ({
    title: 'Another program opened the page first',
    detail: 'The one-time address of the page was already used when the browser asked for it.',
    remedy: remedy('If you did not open the page, release the role, then try again'),
  }),
  'no-console': ({ roleName, why, partition }, format) => ({
    title:
      why === 'unavailable'
        ? "AWS's sign-in is not available"
        : `The AWS console does not accept ${roleName}`,
    detail: {
      'user-session':
        'The console accepts roles and permission sets, not the MFA session of an IAM user.',
      'other-server': 'The role uses a server that is not AWS.',
      partition:
        partition === null
          ? "Rolekeeper does not know the partition in the role's ARN or sign-in."
          : `AWS publishes no console for the partition ${partition}.`,
      refused: 'AWS gives no sign-in token for the session.',
      unavailable: "AWS's sign-in answered with a server error.",
    }[why],
    remedy: {
      'user-session': remedy(
        "Add a role that the user can assume, or sign in with the user's password",
      ),
      'other-server': remedy("Open this server's own console"),
      partition: remedy("Open your partition's own sign-in page"),
      refused: remedy('Get a new session, then try again', format.call('assume', roleName)),
      unavailable: remedy('Try again in a minute', format.call('console', roleName)),
    }[why],
  }),
} satisfies Partial<FailureTexts>;

const enAbsences: Readonly<Record<AwayReason, string>> = {
  lock: 'The screen is locked',
  suspend: 'The computer sleeps',
  idle: 'Nobody uses the computer',
};
