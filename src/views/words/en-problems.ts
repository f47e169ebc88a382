import type { TextPer } from './tagged.ts';
import type { CatalogueFormat } from './fact-format.ts';
import type { FailureText } from './texts.ts';
import type { RoleWarning } from '../../core/roles/role-warning.ts';
import type { AwayReason } from '../../core/away-reason.ts';
import type { Problem, WriteFailure } from '../../core/contract/app-state.ts';
import { commandOption } from '../command-word.ts';
import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import {
  accessRemedy,
  enBrokenRules,
  enNotKept,
  enCredentialKinds,
  ruleText,
  systemSays,
} from './en-rules.ts';

export const enProblems: TextPer<Problem, FailureText, [CatalogueFormat]> = {
  'settings-set-aside': ({ movedTo }) => ({
    title: 'The settings were unreadable and were moved aside',
    detail: `The file is now ${movedTo}. Rolekeeper starts without roles. Nothing was released.`,
    remedy: {
      label: 'Repair and restore that file, or add the roles again',
      command: 'rolekeeper role add NAME --role-arn ARN',
    },
  }),
  'settings-newer': ({ file, version }) => ({
    title: 'The settings are from a newer version of Rolekeeper',
    detail: `${file} has version ${version}. This version of Rolekeeper reads the file but does not change it.`,
    remedy: { label: 'Install the newer version of Rolekeeper', command: null },
  }),
  'settings-partly-read': ({ file, places }) => ({
    title: 'Some settings could not be read',
    detail: `Ignored in ${file}: ${places.join(', ')}. All other settings apply.`,
    remedy: { label: 'Correct them in an editor', command: null },
  }),
  'setting-ignored': ({ name, rule }) => ({
    title: `The setting ${name} is ignored`,
    detail: `It ${ruleText(rule)}. The default is used instead.`,
    remedy: { label: 'Correct it in the settings', command: null },
  }),
  'settings-unreadable': ({ file, code, access }) => ({
    title: `${file} cannot be read`,
    detail: `${systemSays(code, access)}.`,
    remedy: accessRemedy(code, access) ?? {
      label: 'Give yourself read permission',
      command: null,
    },
  }),
  'state-set-aside': ({ movedTo }) => ({
    title: 'The session database was damaged and was moved aside',
    detail: `The file is now ${movedTo}. Rolekeeper finds its sessions in the credentials file. Switch your roles on again.`,
    remedy: { label: 'List your roles and switch them on', command: 'rolekeeper status' },
  }),
  'file-broken': ({ file, line, rule, isConfig }) => ({
    title: `${file} cannot be read by the AWS CLI`,
    detail: `Line ${line}: ${enBrokenRules[rule]}. Every AWS command fails on it, for every profile. Rolekeeper did not change it.`,
    remedy:
      isConfig === true
        ? { label: `Correct line ${line} in an editor`, command: null }
        : {
            label: `Correct line ${line} in an editor, or restore a backup`,
            command: 'rolekeeper restore --list',
          },
  }),
  'file-unreadable': ({ file, code, access }) => ({
    title: `${file} cannot be read`,
    detail: `${systemSays(code, access)}.`,
    remedy: accessRemedy(code, access) ?? {
      label: 'Give yourself read permission',
      command: null,
    },
  }),
  'written-in-place': ({ file }) => ({
    title: `${file} was written in place`,
    detail:
      'Rolekeeper cannot replace this file in one step, so it made a copy first. Possible causes: a hard link, a mount, or permissions of a group (also from an access control list).',
    remedy: null,
  }),
  'second-file-outdated': ({ file, failure }) => ({
    title: `${file} does not have the same sessions`,
    detail: `${enWriteFailure(failure)} The first credentials file was written.`,
    remedy: {
      label: 'Correct the file, or change the setting “Second credentials file”',
      command: null,
    },
  }),
  'keys-not-removed': ({ awayReason, roles, failure }) => ({
    title: `Keys were not removed: ${roles.join(', ')}`,
    detail: `Your settings say to remove them when ${enAwayReasons[awayReason]}. ${enWriteFailure(failure)}`,
    remedy: {
      label: 'Release the roles, or correct the credentials file',
      command: null,
    },
  }),
  'clock-skewed': ({ offsetMs }) => ({
    title: "This computer's clock is wrong",
    detail: `When last measured, it was ${Math.round(Math.abs(offsetMs) / 1000)} s ${offsetMs > 0 ? 'behind' : 'ahead of'} the clock of AWS. Rolekeeper corrects for this, but AWS may refuse other tools.`,
    remedy: {
      label: 'Set this computer’s clock, or turn on network time',
      command: null,
    },
  }),
  'other-environment': (_problem, format) => ({
    title: `The session of ${format.roleName ?? 'a role'} was written from another environment`,
    detail:
      'Another Rolekeeper process assumed it with other settings or through another STS endpoint. The next refresh replaces it.',
    remedy: null,
  }),
  'mfa-sessions-in-memory': ({ where }) => ({
    title: 'MFA sessions are in memory only',
    detail: `${enNotKept[where]} The next process asks for a code again.`,
    remedy: null,
  }),
  'start-at-login-failed': ({ file, code }) => ({
    title: 'Start at login could not be changed',
    detail: `${file}: ${systemSays(code)}.`,
    remedy: {
      label: "Give yourself write permission, or use your desktop's list of startup programs",
      command: null,
    },
  }),
  'shortcut-refused': ({ shortcut, why }) => ({
    title: `The shortcut ${shortcut} does not work`,
    detail:
      why === 'taken'
        ? 'Another program or the system uses it.'
        : 'On Wayland, this desktop gives programs no global shortcut.',
    remedy: {
      label:
        why === 'taken'
          ? 'Choose other keys in the settings'
          : 'Let a shortcut of your desktop start Rolekeeper: a second start shows this window',
      command: null,
    },
  }),
  'endpoint-unavailable': ({ port, code }) => ({
    title: `The credentials endpoint cannot use port ${port}`,
    detail:
      code === 'EADDRINUSE'
        ? 'Another program uses this port, such as `rolekeeper serve`. Rolekeeper tries again every 10 s.'
        : `${systemSays(code)}. Rolekeeper tries again every 10 s.`,
    remedy: { label: 'Choose another port in the settings', command: null },
  }),
  'token-refused': ({ file, code, access }) => ({
    title: 'A token file is refused',
    detail: `${systemSays(code, access)}. Programs get no credentials with ${file}.`,
    remedy: accessRemedy(code, access),
  }),
  'no-tray-host': ({ desktop }) => ({
    title: 'This desktop shows no tray icons',
    detail:
      'Use Rolekeeper in this window. To show it again later, start Rolekeeper once more. An older kind of tray may still show the icon.',
    remedy: { label: trayHostRemedy(desktop), command: null },
  }),
};

/** Returns how to get tray icons. `desktop` is XDG_CURRENT_DESKTOP, such as `ubuntu:GNOME`. */
export function trayHostRemedy(desktop: string | null): string {
  return /gnome/i.test(desktop ?? '')
    ? 'Install the GNOME extension "AppIndicator and KStatusNotifierItem Support" and turn it on'
    : "Add a system tray (status icons) to your desktop's panel";
}

const hiddenBy = {
  role_arn: 'a role_arn with a source in the config file',
  sso: 'an IAM Identity Center sign-in (sso_…) in the config file',
  web_identity: 'a web_identity_token_file in the config file',
  credential_process: 'a credential_process',
  login_session: 'an AWS sign-in (login_session)',
  AWS_PROFILE: 'AWS_PROFILE in the environment',
  AWS_ACCESS_KEY_ID: 'AWS_ACCESS_KEY_ID in the environment',
} as const;

/** Returns which keys hide which other keys, and from which tools. */
export function shadowingText({ profile, by, effect }: Shadowing): string {
  const hider = hiddenBy[by];
  switch (effect) {
    case 'hides-ours':
      return by === 'AWS_PROFILE' || by === 'AWS_ACCESS_KEY_ID'
        ? `${hider} is set. Tools use it instead of the profile ${profile}, unless a command has --profile.`
        : `The profile ${profile} has ${hider}, which hides its keys from every AWS tool. Select another profile, such as ${profile}-rk.`;
    case 'hides-ours-in-botocore':
      return `The profile ${profile} has ${hider}. The AWS CLI and boto3 still use it, but other SDKs use the keys that Rolekeeper writes.`;
    case 'hidden-by-ours':
      return `The profile ${profile} has ${hider}. The keys that Rolekeeper writes hide it.`;
  }
}

export const enWarnings: TextPer<RoleWarning, string, [CatalogueFormat]> = {
  'source-not-there-yet': ({ profile }) =>
    `The source profile ${profile} does not exist yet. Create it before you assume the role: aws configure ${commandOption('--profile', profile)}`,
  'target-not-owned': ({ profile, holds }) =>
    `The profile ${profile} has ${enCredentialKinds[holds]}. Before you assume the role, take over the profile (--take-over in a terminal) or select another one.`,
  shadowing: ({ shadowing }) => shadowingText(shadowing),
  'limit-of-aws': ({ field }, format) =>
    `${format.field(field)} is outside of AWS's limits. It is accepted, because the role has its own endpoint.`,
  'duration-capped': ({ durationSeconds, by }) =>
    by === 'mfa'
      ? `With an MFA session, AWS allows at most one hour: sessions last one hour instead of ${durationSeconds} s and are refreshed automatically. For longer sessions, use a code each time.`
      : `With another role's session, AWS allows at most one hour: sessions last one hour instead of ${durationSeconds} s.`,
  'source-has-mfa': ({ profile, serial }) =>
    `The profile ${profile} has the MFA device ${serial}. Like the AWS CLI, Rolekeeper does not use this device for the role. If AWS requires MFA for the role, enter the device as the role's MFA device.`,
  'mfa-each-time': () =>
    'Each session needs its own code, so nothing is refreshed automatically. Rolekeeper asks before a session ends.',
  'mfa-each-time-unused': ({ profile }) =>
    `The role is assumed with another role's session (${profile}), which cannot send a code. The MFA session of the first source profile in the chain is used instead.`,
  'unknown-partition': ({ partition }) =>
    `The AWS partition "${partition}" is unknown. Check the ARN.`,
  'target-shared': ({ profile, roleNames }) =>
    `${roleNames.join(', ')} also ${roleNames.length === 1 ? 'writes' : 'write'} to the profile ${profile}. Assuming one of these roles releases the others.`,
};

const enAwayReasons: Readonly<Record<AwayReason, string>> = {
  lock: 'you lock the screen',
  suspend: 'the computer sleeps',
  idle: 'you do not use the computer',
};

function enWriteFailure(failure: WriteFailure): string {
  switch (failure.kind) {
    case 'file-broken':
      return `Line ${failure.line}: ${enBrokenRules[failure.rule]}.`;
    case 'file-unsettled':
      return 'Another program keeps writing it.';
    case 'lock-held':
      return 'Another Rolekeeper process is writing it.';
    case 'section-not-owned': {
      const { profile, holds } = failure;
      return `Its profile ${profile} has ${enCredentialKinds[holds]}. Rolekeeper does not overwrite that.`;
    }
    default:
      return failure.code === 'ENOENT'
        ? 'The file does not exist, and Rolekeeper does not create it.'
        : `${systemSays(failure.code, failure.access)}.`;
  }
}
