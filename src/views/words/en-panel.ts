import type { QuestionText } from './texts.ts';
import type { Preferences } from '../../core/settings/preferences.ts';
import type { Shell } from '../../core/quoting.ts';
import type { MfaMode, RoleField } from '../../core/roles/role-fields.ts';
import type { CallerKind } from '../../core/roles/access/access.ts';
import type { CheckLevel } from '../../core/contract/check.ts';
import { enCommandLine } from './en-command-line.ts';

const listed = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

function left(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms < 60_000) return 'less than a minute left';
  if (minutes < 90) return `${minutes} min left`;
  const hours = Math.round(minutes / 6) / 10;
  return `${Number.isInteger(hours) || hours >= 10 ? Math.round(hours) : hours} h left`;
}

function length(seconds: number): string {
  if (seconds % 3600 === 0) return seconds === 3600 ? '1 hour' : `${seconds / 3600} hours`;
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}

export const enPanel = {
  title: 'Rolekeeper',
  back: 'Back',
  close: 'Close',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  details: 'Details',
  loading: 'One moment…',
  gone: {
    title: 'Rolekeeper has stopped',
    detail:
      'This page shows the last known state. Start Rolekeeper again and open the panel again.',
  },

  addRole: 'Add a role',
  doctor: 'Doctor',
  settings: 'Settings',
  groups: { needy: 'Needs you', on: 'On', off: 'Off' },
  filter: 'Find a role',
  nothingFound: (wanted: string) =>
    `No role has “${wanted}” in its name, ARN, profiles, group or tags.`,

  status: {
    off: 'Off',
    waiting: 'On, waiting',
    assuming: 'Assuming…',
    until: (time: string) => `Until ${time}`,
    expired: (time: string) => `Expired ${time}`,
    refreshing: 'refreshing…',
    refreshes: (time: string) => `refreshes ${time}`,
    notRefreshed: 'not refreshed',
    triesAgain: (time: string) => `tries again ${time}`,
    triesSoon: 'tries again soon',
    waitsForYou: 'waits for you',
    left,
  },
  /** The label of a role's switch. */
  keep: (name: string) => `Keep ${name} fresh`,
  more: (name: string) => `More about ${name}`,
  actions: {
    refresh: 'Refresh now',
    assumeOnce: 'Assume once',
    release: 'Release',
    edit: 'Edit',
    access: 'Access',
    copyProfile: 'Copy profile name',
  },
  facts: {
    roleArn: 'Role',
    profile: 'Profile',
    source: 'Assumed from',
    keptBy: 'Kept fresh by',
    endpoint: 'Endpoint',
    tryIt: 'Try it',
  },
  remedies: {
    tryAgain: 'Try again',
    takeOver: 'Replace the profile…',
    enterCode: 'Enter code',
    seeAccess: 'Show required policies',
    editRole: 'Edit role',
    openDoctor: 'Open doctor',
    openSettings: 'Open settings',
    signIn: 'Sign in',
    restore: 'Restore the backup',
    seeRoles: 'Show roles',
    addRole: 'Add a role',
    copy: 'Copy',
    open: 'Open',
  },

  firstRun: {
    title: 'Keep your AWS roles fresh',
    lead: 'Rolekeeper assumes an IAM role for you, writes its credentials into a profile of ~/.aws/credentials, and refreshes them before they expire.',
    steps: [
      { title: 'Check your identity', detail: 'Your own profile calls AWS.' },
      {
        title: 'Paste the role',
        detail: 'Paste its ARN or policy document, with the external ID.',
      },
      {
        title: 'Test it',
        detail: 'If AWS refuses, Rolekeeper shows the policy that is missing.',
      },
    ],
    add: 'Add your first role',
    note: 'Your own keys and all other lines of the file do not change.',
  },

  form: {
    addTitle: 'Add a role',
    editTitle: (name: string) => `Edit ${name}`,
    paste: 'Paste the role',
    pasteHint:
      'Paste the text you got: an ARN, a policy, a mail, a link, a profile, Terraform or AWS CLI output. It fills the fields.',
    labels: {
      name: 'Name',
      'role-arn': 'Role ARN',
      'source-profile': 'Source profile',
      profile: 'Target profile',
      'session-name': 'Session name',
      duration: 'Session length',
      'external-id': 'External ID',
      'mfa-serial': 'MFA device',
      region: 'Region',
      endpoint: 'STS endpoint',
      mfa: 'MFA code',
      tag: 'Session tags',
      'transitive-tag-key': 'Transitive tag keys',
      'source-identity': 'Source identity',
      policy: 'Session policy',
      'policy-arn': 'Session policy ARNs',
      group: 'Group',
    } satisfies Record<RoleField, string>,
    hints: {
      name: 'The name in the tray, in this window and in a terminal.',
      'role-arn': 'The ARN that the role’s owner gave you.',
      duration: 'Rolekeeper refreshes it before it ends.',
      'external-id': 'The external ID that the role’s owner gave you.',
      'source-profile': 'The profile whose credentials assume the role.',
      profile: 'The section of the credentials file that Rolekeeper writes. Empty: the name.',
      'session-name': 'Shown in the other account’s CloudTrail. Empty: your user and computer.',
      'mfa-serial': 'The ARN of your device. All roles with this device share one code.',
      endpoint: 'For a server other than AWS. Your requests go to it.',
      region: 'Empty: the region of the source profile.',
      mfa: 'Each time: sessions last up to 12 hours instead of one, but each refresh needs a code. Rolekeeper asks before a session ends.',
      tag: 'One per line, as Key=Value.',
      'transitive-tag-key': 'One per line. Roles assumed from this session inherit these tags.',
      'source-identity': 'Shown in CloudTrail. Later sessions cannot change it.',
      policy: 'A JSON document that limits what the role allows.',
      'policy-arn': 'One per line, at most 10. They also limit the role.',
      group: 'The role’s heading in the list and in the tray.',
    } satisfies Record<RoleField, string>,
    optional: 'optional',
    more: 'More fields',
    parameters: 'Session tags and policies',
    mfaModes: {
      session: 'Once for all roles of the device',
      'each-time': 'Each time, for this role only',
    } satisfies Record<MfaMode, string>,
    durations: length,
    otherDuration: 'Seconds',
    save: 'Save',
    saveNew: 'Add role',
    saving: 'Saving…',
    remove: 'Remove role',
    askRemove: (name: string): QuestionText => ({
      title: `Remove ${name}?`,
      detail:
        'Its keys are removed from the credentials file. A new session needs an MFA code. Nothing changes at AWS.',
      confirm: 'Remove',
    }),
    saved: (name: string) => `Saved ${name}.`,
    removed: (name: string) => `Removed ${name}.`,
    /** A rule, after the field's name. */
    broken: (label: string, rule: string) => `${label} ${rule}.`,
    correct: 'Correct the marked fields first.',
  },

  mfa: {
    title: 'MFA code',
    lead: ({ device, sourceProfile }: { device: string; sourceProfile: string }) =>
      `The code on your device “${device}”, for the source profile ${sourceProfile}.`,
    /** Shown if the code does not go to AWS. */
    goesTo: (host: string) => `The code goes to ${host}, which is not AWS.`,
    serves: (names: readonly string[]) =>
      names.length === 1 ? `For ${names[0] ?? ''}.` : `One code for ${listed(names)}.`,
    code: 'Six-digit code',
    hint: 'Sent after the sixth digit. AWS accepts a code once.',
    checking: 'Asking AWS…',
    submit: 'Send',
    waitFor: (seconds: number) => `The next code can be sent in ${seconds} s.`,
    /** `until` is the end of the current MFA session; null if a role is waiting. */
    banner: ({
      device,
      names,
      until,
    }: {
      device: string;
      names: readonly string[];
      until: string | null;
    }) =>
      until === null
        ? `${listed(names)} ${names.length === 1 ? 'waits' : 'wait'} for a code of “${device}”.`
        : `${listed(names)} ${names.length === 1 ? 'needs' : 'need'} a code of “${device}” by ${until}.`,
    until: (until: string) =>
      `The present sessions last until ${until}. A new code continues them.`,
    later: 'Remind me in an hour',
    processFailed: ({ sourceProfile, message }: { sourceProfile: string; message: string }) =>
      `The mfa_process of ${sourceProfile} gave no code: ${message}.`,
    enter: 'Enter code',
  },

  signIn: {
    title: 'Sign in to AWS',
    lead: (profile: string) =>
      `For the source profile ${profile}. Your browser opens a page of AWS. Sign in there and allow the request.`,
    compare: 'Allow it only if the page shows this code',
    page: 'Page',
    open: 'Open the page',
    preparing: 'Asking AWS for a page…',
    /** The AWS CLI opened the page. */
    elsewhere: 'The AWS CLI has opened the page.',
    waiting: 'Waiting for the sign-in. The roles then continue automatically.',
    giveUp: 'Cancel sign-in',
    close: 'Hide',
    done: (profile: string) => `Signed in for ${profile}`,
  },

  access: {
    title: (name: string) => `Access to ${name}`,
    lead: 'Two policies must allow you to assume a role. Rolekeeper changes nothing in IAM. Attach these policies, or send them to an IAM administrator.',
    caller: 'Caller',
    callerUnknown: 'The caller is unknown, because AWS could not be asked.',
    kinds: {
      user: 'an IAM user',
      role: 'an IAM role',
      'permission-set': 'a permission set of IAM Identity Center',
      root: 'the root user, who cannot assume roles',
      unknown: 'an identity of unknown kind',
    } satisfies Record<CallerKind, string>,
    identityPolicy: 'The caller’s policy',
    identityLead: 'Attach it to the caller, in your account.',
    commands: 'Commands that attach it',
    shell: 'Shell',
    shells: {
      bash: 'bash, zsh',
      fish: 'fish',
      powershell: 'PowerShell',
      cmd: 'cmd',
    } satisfies Record<Shell, string>,
    group: 'IAM group',
    fillIn: (placeholders: readonly string[]) =>
      `Replace ${listed(placeholders)} by the right value.`,
    trustPolicy: 'The role’s trust policy',
    trustLead: 'The owner of the role needs it, in the role’s account.',
    pages: {
      caller: 'Open the caller in the IAM console',
      role: 'Open the role in the IAM console',
    },
    principalUnsure: enCommandLine.principalUnsure,
    tryAgain: 'Try again',
  },

  checkup: {
    title: 'Doctor',
    lead: 'The files, roles and servers that Rolekeeper depends on, checked now.',
    again: 'Check again',
    allGood: 'All checks passed.',
    levels: {
      good: 'Good',
      look: 'Worth a look',
      bad: 'Needs repair',
      skipped: 'Not checked',
    } satisfies Record<CheckLevel, string>,
  },

  preferences: {
    title: 'Settings',
    credentialsFile: 'Credentials file',
    configFile: 'Config file',
    filesHint:
      'Absolute paths; empty for AWS’s defaults. They apply after the next start of Rolekeeper.',
    sections: {
      application: 'Application',
      sessions: 'Sessions',
      network: 'Connection to AWS',
      files: 'AWS files',
    },
    startAtLogin: 'Start Rolekeeper when you log in',
    startAtLoginHint: 'Roles stay fresh only while Rolekeeper runs.',
    theme: 'Appearance',
    themes: { system: 'System', light: 'Light', dark: 'Dark' } satisfies Record<
      Preferences['theme'],
      string
    >,
    language: 'Language',
    languages: { system: 'System', en: 'English', de: 'Deutsch' } satisfies Record<
      Preferences['language'],
      string
    >,
    languageHint: 'The command line speaks English.',
    notices: 'Notifications',
    noticeChoices: { all: 'All', needed: 'What needs you', none: 'None' } satisfies Record<
      Preferences['notices'],
      string
    >,
    noticesHint: 'The tray icon and this window always show it.',
    proxy: 'Proxy',
    proxyHint:
      'Empty: the system’s proxy. Applies to the next request of the application; the command line uses HTTPS_PROXY. Set a proxy with a password in HTTPS_PROXY or in the system’s settings.',
    caBundle: 'Additional CA certificates',
    caBundleHint: 'A PEM file. Applies to the next request.',
    writeInPlace: 'Write the credentials file in place',
    writeInPlaceHint:
      'Only for a container that mounts the file itself. Mount its folder instead if you can. A tool that reads during a write may see half a file. After a crash, the next start finishes the write.',
    releaseAtQuit: 'Release all roles when Rolekeeper quits',
    releaseAtQuitHint: 'Otherwise the credentials stay in the file until they expire.',
    mfaSession: 'MFA session length',
    mfaSessionHint: 'Roles are refreshed for this time without another code.',
    hours: length,
    saved: 'Saved',
  },
};
