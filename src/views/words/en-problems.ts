import { commandOption } from '../command-word.ts';
import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import {
  accessRemedy,
  enBrokenRules,
  enNotKept,
  enSectionHolds,
  ruleText,
  systemSays,
} from './en-rules.ts';
import type { Words } from './words.ts';

export const enProblems = {
  'settings-set-aside': ({ movedTo }) => ({
    title: 'The settings could not be read and were set aside',
    detail: `They are kept as ${movedTo}. Rolekeeper begins with none; nothing was released.`,
    remedy: {
      label: 'Repair that file and put it back, or add the roles again',
      command: 'rolekeeper role add NAME --role-arn ARN',
    },
  }),
  'settings-newer': ({ file, version }) => ({
    title: 'The settings were written by a newer Rolekeeper',
    detail: `${file} has version ${version}. It is only read.`,
    remedy: { label: 'Install the newer Rolekeeper here too', command: null },
  }),
  'settings-partly-read': ({ file, places }) => ({
    title: 'Some settings could not be read',
    detail: `${places.join(', ')} in ${file}: passed over and left as it is; everything else stands.`,
    remedy: { label: 'Correct it in an editor', command: null },
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
      label: 'Give yourself the right to read it',
      command: null,
    },
  }),
  'state-set-aside': ({ movedTo }) => ({
    title: "Rolekeeper's memory of its sessions was damaged and set aside",
    detail: `It is kept as ${movedTo}. Sessions are found again by their mark in the credentials file; what was switched on must be switched on again.`,
    remedy: { label: 'Switch your roles on', command: 'rolekeeper assume NAME --keep' },
  }),
  'file-broken': ({ file, line, rule, isConfig }) => ({
    title: `${file} cannot be read by the AWS CLI`,
    detail: `Line ${line}: ${enBrokenRules[rule]}. Every AWS command fails on it, for every profile; it was left alone.`,
    remedy:
      isConfig === true
        ? { label: `Correct line ${line} in an editor`, command: null }
        : {
            label: `Correct line ${line} in an editor, or put a backup back`,
            command: 'rolekeeper restore --list',
          },
  }),
  'file-unreadable': ({ file, code, access }) => ({
    title: `${file} cannot be read`,
    detail: `${systemSays(code, access)}.`,
    remedy: accessRemedy(code, access) ?? {
      label: 'Give yourself the right to read it',
      command: null,
    },
  }),
  'written-in-place': ({ file }) => ({
    title: `${file} was written in place`,
    detail:
      'It cannot be replaced in one step (a hard link, a mount, or rights of its group, which may come from an access list), so a copy of it was made first.',
    remedy: null,
  }),
  'clock-skewed': ({ offsetMs }) => ({
    title: "This computer's clock is wrong",
    detail: `It is ${Math.round(Math.abs(offsetMs) / 1000)} s ${offsetMs > 0 ? 'behind' : 'ahead of'} the clock of AWS. Rolekeeper reckons with it; other tools may be refused.`,
    remedy: {
      label: 'Set the clock of this computer, or let it be set from the network',
      command: null,
    },
  }),
  'other-environment': (_problem, voice) => ({
    title: `The session of ${voice.roleName ?? 'a role'} was written from another environment`,
    detail:
      'Another Rolekeeper assumed it with other settings or through another STS endpoint. It stays until our next refresh replaces it.',
    remedy: null,
  }),
  'mfa-session-not-kept': ({ where }) => ({
    title: 'MFA sessions end with the application',
    detail: `${enNotKept[where]} You are asked for a code again after the next start.`,
    remedy: null,
  }),
  'start-at-login-failed': ({ file, code }) => ({
    title: 'Start at login could not be changed',
    detail: `${file}: ${systemSays(code)}.`,
    remedy: {
      label:
        "Give yourself the right to write it, or use your desktop's own list of startup programs",
      command: null,
    },
  }),
  'no-tray-host': ({ desktop }) => ({
    title: 'This desktop shows no tray icons',
    detail:
      'Rolekeeper works all the same, from this window: start it once more and the window is back. An older sort of tray may still show the icon.',
    remedy: { label: trayHostRemedy(desktop), command: null },
  }),
} satisfies Words['problems'];

/** How to get tray icons on a desktop, by XDG_CURRENT_DESKTOP (`ubuntu:GNOME`). */
export function trayHostRemedy(desktop: string | null): string {
  return /gnome/i.test(desktop ?? '')
    ? 'Install the GNOME extension "AppIndicator and KStatusNotifierItem Support", switch it on, then start Rolekeeper again'
    : "Add a system tray (status icons) to your desktop's panel, then start Rolekeeper again";
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

/** Which keys shadow which, and for which tools. */
export function shadowingText({ profile, by, effect }: Shadowing): string {
  const hider = hiddenBy[by];
  switch (effect) {
    case 'hides-ours':
      return by === 'AWS_PROFILE' || by === 'AWS_ACCESS_KEY_ID'
        ? `${hider} is set, and tools follow it instead of the profile ${profile} unless they are given --profile.`
        : `The profile ${profile} has ${hider}, and no AWS tool will see the keys that are written there. Choose another profile, such as ${profile}-rk.`;
    case 'hides-ours-in-botocore':
      return `The profile ${profile} has ${hider}: the AWS CLI and boto3 go on using it, while other SDKs take the keys that are written there.`;
    case 'hidden-by-ours':
      return `The profile ${profile} has ${hider}. The keys that are written there hide it.`;
  }
}

export const enWarnings = {
  'source-not-there-yet': ({ profile }) =>
    `The source profile ${profile} does not exist yet. Create it before you assume the role: aws configure ${commandOption('--profile', profile)}`,
  'target-not-owned': ({ profile, holds }) =>
    `The profile ${profile} holds ${enSectionHolds[holds]}. Assuming the role stops there until you let it take the profile over (--take-over in a terminal), or choose another profile.`,
  shadowing: ({ shadowing }) => shadowingText(shadowing),
  'limit-of-aws': ({ field }, voice) =>
    `${voice.field(field)} is outside AWS's own limits. It is kept, since the role has an endpoint of its own.`,
  'duration-capped': ({ durationSeconds, by }) =>
    by === 'mfa'
      ? `AWS allows an hour at most from an MFA session: its sessions last an hour instead of ${durationSeconds} s, and are refreshed without you. For longer ones, ask for a code each time.`
      : `AWS allows an hour at most from another role's session: its sessions last an hour instead of ${durationSeconds} s.`,
  'source-has-mfa': ({ profile, serial }) =>
    `The profile ${profile} has the MFA device ${serial}. The role does not use it, as in the AWS CLI. If AWS demands MFA for the role, enter the device as the role's MFA serial.`,
  'mfa-each-time': () =>
    'Each session takes a code of its own: nothing is refreshed without you. You are asked before a session ends.',
  'mfa-each-time-unused': ({ profile }) =>
    `It is assumed from another role's session (${profile}), where AWS takes no code. The MFA session of the first profile serves instead.`,
  'unknown-partition': ({ partition }) =>
    `AWS's partition "${partition}" is not known here. Check the ARN.`,
  'target-shared': ({ profile, roleNames }) =>
    `The profile ${profile} is also written by ${roleNames.join(', ')}. Assuming one of them releases the other.`,
} satisfies Words['warnings'];
