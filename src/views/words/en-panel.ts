import { enCommandLine } from './en-command-line.ts';
import type { PanelWords } from './panel-words.ts';

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
    title: 'Rolekeeper has ended',
    detail: 'This page shows what it knew last. Start Rolekeeper again and open the panel anew.',
  },

  addRole: 'Add a role',
  doctor: 'Doctor',
  settings: 'Settings',
  groups: { needy: 'Needs you', on: 'On', off: 'Off' },
  filter: 'Find a role',
  nothingFound: (wanted) => `No role has “${wanted}” in its name, ARN, profiles, group or tags.`,

  status: {
    off: 'Off',
    waiting: 'Switched on, waiting',
    assuming: 'Being assumed…',
    until: (time) => `Until ${time}`,
    expired: (time) => `Expired ${time}`,
    refreshing: 'being refreshed…',
    refreshes: (time) => `refreshes ${time}`,
    notRefreshed: 'not refreshed',
    triesAgain: (time) => `tries again ${time}`,
    triesSoon: 'tries again soon',
    waitsForYou: 'waits for you',
    left,
  },
  keep: (name) => `Keep ${name} fresh`,
  more: (name) => `More about ${name}`,
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
    takeOver: 'Take the profile over…',
    enterCode: 'Enter the code',
    seeAccess: 'Show what is missing',
    editRole: 'Edit the role',
    openDoctor: 'Open the doctor',
    openSettings: 'Open the settings',
    signIn: 'Sign in',
    restore: 'Put the backup back',
    seeRoles: 'Show the roles',
    addRole: 'Add a role',
    copy: 'Copy',
    open: 'Open',
  },

  firstRun: {
    title: 'Keep your AWS roles fresh',
    lead: 'Rolekeeper assumes an IAM role for you, writes its credentials into a profile of ~/.aws/credentials, and refreshes them before they expire.',
    steps: [
      { title: 'Who you are', detail: 'Your own profile calls AWS for the role.' },
      {
        title: 'What you were sent',
        detail: 'Paste the ARN of the role or the policy document, with its external ID.',
      },
      {
        title: 'Try it',
        detail: 'If AWS says no, Rolekeeper shows the exact policy that is missing.',
      },
    ],
    add: 'Add your first role',
    note: 'Your own keys and every other line of the file stay as they are.',
  },

  form: {
    addTitle: 'Add a role',
    editTitle: (name) => `Edit ${name}`,
    paste: 'What were you sent?',
    pasteHint:
      'Paste the text as it came: an ARN, a policy, a mail, a link, a profile, Terraform or AWS CLI output. It fills the fields.',
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
    },
    hints: {
      name: 'How you call it: in the tray, in here and in a terminal.',
      'role-arn': 'The role at AWS, as its owner told you.',
      duration: 'Rolekeeper refreshes it before it ends.',
      'external-id': 'The word that the owner of the role agreed with you.',
      'source-profile': 'Its credentials call AWS.',
      profile: 'The section of the credentials file that is written. Without one: the name.',
      'session-name':
        'Shown in the other account’s CloudTrail. Without one: your user and computer.',
      'mfa-serial': 'The ARN of your device. One code serves all roles that name it.',
      endpoint: 'For servers other than AWS. Your requests go there.',
      region: 'Without one: the source profile’s.',
      mfa: 'Each time: sessions of up to twelve hours instead of one, but nothing is refreshed without you. You are asked before each session ends.',
      tag: 'One a line, as Key=Value.',
      'transitive-tag-key':
        'One a line. Roles that are assumed from this session get these tags too.',
      'source-identity': 'Stands in CloudTrail, and cannot be changed in sessions that follow.',
      policy: 'A JSON document. It narrows what the role allows.',
      'policy-arn': 'One a line, ten at most. They narrow it too.',
      group: 'The heading that it stands under in the list and in the tray.',
    },
    optional: 'optional',
    more: 'More fields',
    parameters: 'Session tags and policies',
    mfaModes: {
      session: 'Once for all roles of the device',
      'each-time': 'Each time, for this role alone',
    },
    durations: length,
    otherDuration: 'Seconds',
    save: 'Save',
    saveNew: 'Add role',
    saving: 'Saving…',
    remove: 'Remove role',
    askRemove: (name) => ({
      title: `Remove ${name}?`,
      detail:
        'Its keys leave the credentials file. To have them back would take an MFA code. Nothing changes at AWS.',
      confirm: 'Remove',
    }),
    saved: (name) => `${name} is saved.`,
    removed: (name) => `${name} is removed.`,
    broken: (label, rule) => `${label} ${rule}.`,
    correct: 'Correct the marked fields first.',
  },

  mfa: {
    title: 'MFA code',
    lead: ({ device, sourceProfile }) =>
      `The code that your device “${device}” shows now, for the source profile ${sourceProfile}.`,
    goesTo: (host) => `The code goes to ${host}, which is not AWS.`,
    serves: (names) =>
      names.length === 1 ? `For ${names[0] ?? ''}.` : `One code for ${listed(names)}.`,
    code: 'Six-digit code',
    hint: 'Sent at the sixth digit. AWS takes a code once.',
    checking: 'Asking AWS…',
    submit: 'Send',
    waitFor: (seconds) => `The next code can be sent in ${seconds} s.`,
    banner: ({ device, names, until }) =>
      until === null
        ? `${listed(names)} ${names.length === 1 ? 'waits' : 'wait'} for a code of “${device}”.`
        : `A code of “${device}” is needed by ${until}, so that ${listed(names)} can go on.`,
    until: (until) => `What stands now lasts until ${until}; with a new code it goes on.`,
    later: 'Remind me in an hour',
    processFailed: ({ sourceProfile, message }) =>
      `The mfa_process of ${sourceProfile} gave no code: ${message}.`,
    enter: 'Enter the code',
  },

  signIn: {
    title: 'Sign in to AWS',
    lead: (profile) =>
      `For the source profile ${profile}. Your browser opens a page of AWS: sign in there and allow it.`,
    compare: 'Allow it only if the page shows this code',
    page: 'Page',
    open: 'Open the page',
    preparing: 'Asking AWS for a page…',
    elsewhere: 'The AWS CLI has opened the page.',
    waiting: 'Waiting for you there. The roles go on by themselves afterwards.',
    giveUp: 'Give up',
    close: 'Hide',
    done: (profile) => `Signed in for ${profile}`,
  },

  access: {
    title: (name) => `Access to ${name}`,
    lead: 'Two policies must agree before AWS lets you assume a role. Rolekeeper changes nothing in IAM: here is what to attach, or to send to who may.',
    caller: 'Who calls',
    callerUnknown: 'AWS could not be asked who calls.',
    kinds: {
      user: 'an IAM user',
      role: 'an IAM role',
      'permission-set': 'a permission set of IAM Identity Center',
      root: 'the root user, whom AWS lets assume no role',
      unknown: 'an identity of unknown kind',
    },
    identityPolicy: 'The caller’s policy',
    identityLead: 'Attach it to the caller, in your account.',
    commands: 'Commands that attach it',
    shell: 'Shell',
    shells: { bash: 'bash, zsh', fish: 'fish', powershell: 'PowerShell', cmd: 'cmd' },
    group: 'IAM group',
    fillIn: (placeholders) => `Put the right value in place of ${listed(placeholders)}.`,
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
    lead: 'What Rolekeeper depends on, looked at now.',
    again: 'Look again',
    allGood: 'Nothing that was looked at needs you.',
    levels: { good: 'Good', look: 'Worth a look', bad: 'Needs repair', skipped: 'Not looked at' },
  },

  preferences: {
    title: 'Settings',
    credentialsFile: 'Credentials file',
    configFile: 'Config file',
    filesHint:
      'Whole paths; empty for AWS’s own places. They hold from Rolekeeper’s next start on.',
    sections: {
      application: 'Application',
      sessions: 'Sessions',
      network: 'Way to AWS',
      files: 'AWS files',
    },
    startAtLogin: 'Start Rolekeeper when you log in',
    startAtLoginHint: 'Roles stay fresh only while Rolekeeper runs.',
    theme: 'Appearance',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languages: { system: 'As the system', en: 'English', de: 'Deutsch' },
    languageHint: 'The command line speaks English.',
    notices: 'Notifications',
    noticeChoices: { all: 'All', needed: 'What needs you', none: 'None' },
    noticesHint: 'The tray’s icon and this panel tell in any case.',
    proxy: 'Proxy',
    proxyHint:
      'Empty for the system’s. The application takes it from its next request on; a terminal follows HTTPS_PROXY. A proxy with a password belongs in HTTPS_PROXY or the system’s settings.',
    caBundle: 'Certificates',
    caBundleHint:
      'A PEM file of authorities to believe in beside the system’s, from the next request on.',
    writeInPlace: 'Write the credentials file in place',
    writeInPlaceHint:
      'Only for a container that mounts the file itself: mount its folder if you can. A tool that reads at that moment may see half a file. After a crash the next start finishes the write.',
    releaseAtQuit: 'Release all roles when Rolekeeper quits',
    releaseAtQuitHint: 'Otherwise credentials stay until they expire.',
    mfaSession: 'One MFA code lasts',
    mfaSessionHint: 'Roles are refreshed that long without another code.',
    hours: length,
    saved: 'Saved',
  },
} satisfies PanelWords;
