import type { CommandLineWords } from './command-line-words.ts';

const json = ['--json', 'print JSON'] as const;
const mfaCode = [
  '--mfa-code -|CODE',
  'the six digits of the MFA device: - asks for them or reads standard input (also: ROLEKEEPER_MFA_CODE); others on this computer can see a CODE in the process list',
] as const;
const shell = [
  '--shell SHELL',
  'bash, fish, powershell or cmd (default: bash; powershell on Windows)',
] as const;
const roleFields = [
  [
    '--source-profile P',
    "profile whose credentials call STS; another role's profile chains them (default: default)",
  ],
  ['--profile P', 'section of the credentials file that is written (default: NAME)'],
  ['--external-id X', "what the role's trust policy asks for in sts:ExternalId"],
  ['--session-name S', 'RoleSessionName, shown in CloudTrail (default: names user and computer)'],
  ['--duration SECONDS', 'how long a session lasts, 900 to 43200 (default: 3600)'],
  ['--mfa-serial ARN', "MFA device of the source profile's user"],
  ['--region R', 'region of STS and of the profile'],
  ['--endpoint URL', "another STS than AWS's own"],
  [
    '--mfa MODE',
    'session: one code for all roles of the device, refreshed by themselves (default); each-time: a code in each call, for sessions of more than an hour, and nothing is refreshed without you',
  ],
  ['--tag KEY=VALUE', 'session tag; may be given again'],
  [
    '--transitive-tag-key KEY',
    'tag that sessions assumed from this one inherit; may be given again',
  ],
  ['--source-identity X', 'stands in CloudTrail, for sessions that follow too'],
  ['--policy FILE', 'session policy (JSON) that narrows the role; - reads standard input'],
  ['--policy-arn ARN', 'managed policy that narrows it too; may be given again'],
  ['--group G', 'heading that it stands under in the panel and the tray'],
  ['--pin', 'puts it before the others that are off, in the panel and the tray'],
] as const;

export const enHelp = {
  'role add': {
    usage: ['role add NAME (--role-arn ARN | --policy-file FILE) [options]'],
    summary: 'Adds a role.',
    options: [
      ['--role-arn ARN', 'the role to assume'],
      [
        '--policy-file FILE',
        'takes the role from what you were sent: a policy, aws iam get-role output, a mail…; - reads standard input',
      ],
      ...roleFields,
    ],
    notes: [],
  },
  'role list': {
    usage: ['role list [--json]'],
    summary: 'Lists the roles.',
    options: [json],
    notes: [],
  },
  'role set': {
    usage: ['role set NAME [options]'],
    summary: 'Changes a role. An empty value removes an optional field.',
    options: [
      ['--name N', 'renames it'],
      ['--role-arn ARN', 'the role to assume'],
      ...roleFields,
      ['--no-pin', 'back among the others'],
    ],
    notes: [
      'A --tag, --transitive-tag-key or --policy-arn replaces all that were there.',
      'A changed profile moves the keys there. A --group or --pin touches no session. Another change assumes the role again where it is kept, else releases it.',
    ],
  },
  'role remove': {
    usage: ['role remove NAME'],
    summary: 'Releases a role in every credentials file, then forgets it.',
    options: [],
    notes: [],
  },
  'role import': {
    usage: [
      'role import',
      'role import NAME… [--allow-endpoint URL] [--source-mfa]',
      'role import --all [--allow-endpoint URL] [--source-mfa]',
    ],
    summary:
      'Adds roles from the profiles of ~/.aws/config. Without names: lists what could be added.',
    options: [
      ['--all', 'every profile with a role_arn; what is there already is passed over'],
      [
        '--allow-endpoint URL',
        "adds a profile whose requests go to this server instead of AWS's own; may be given again (a terminal asks)",
      ],
      [
        '--source-mfa',
        'a role without an MFA device uses the one of its source profile, as aws-vault does; the AWS CLI does not',
      ],
    ],
    notes: [
      'The profile stays as it is and would hide keys under its own name: the role NAME writes the profile NAME-rk.',
      'A source profile that is imported too, now or earlier, is taken as that role. Nothing is run, and no MFA code is asked for.',
    ],
  },
  assume: {
    usage: ['assume NAME… [--keep] [--mfa-code -|CODE] [--take-over] [--json]'],
    summary:
      'Assumes roles now, whatever is still valid, and writes their keys into the credentials file.',
    options: [
      [
        '--keep',
        'switches the role on: the application and `rolekeeper keep` refresh it until it is released',
      ],
      mfaCode,
      ['--take-over', 'replaces credentials of another kind in the profile, after a copy'],
      json,
    ],
    notes: [],
  },
  keep: {
    usage: ['keep [NAME…] [--mfa-code -|CODE] [--json]'],
    summary:
      'Keeps roles fresh until it is stopped (Ctrl-C); the credentials stay. Without names: those that are switched on.',
    options: [mfaCode, ['--json', 'print a line of JSON for each event']],
    notes: [],
  },
  status: {
    usage: ['status [--json]'],
    summary: 'Shows every role and how long its session lasts.',
    options: [json],
    notes: [],
  },
  activity: {
    usage: ['activity [NAME…] [--limit N] [--json]'],
    summary:
      'Shows what happened, the newest first, with the request ID that AWS knows it by. Kept for 90 days.',
    options: [['--limit N', 'how many entries, 1 to 10000 (default: 50)'], json],
    notes: [],
  },
  release: {
    usage: ['release NAME…', 'release --all'],
    summary: 'Switches roles off and takes their keys out of the credentials file.',
    options: [['--all', 'every role that is on or has a session']],
    notes: [],
  },
  'sign-in': {
    usage: ['sign-in PROFILE [--device]'],
    summary:
      'Signs you in, in the browser, for a source profile of IAM Identity Center or aws login.',
    options: [
      [
        '--device',
        'show a page and a code for a browser of any machine, instead of opening one here',
      ],
    ],
    notes: [
      'Where the AWS CLI 2.22 or newer is installed, its aws sso login does it; else and with --device, Rolekeeper itself. aws login is always the AWS CLI (2.32).',
    ],
  },
  whoami: {
    usage: ['whoami NAME'],
    summary:
      "Asks AWS who the role's profile is. Writes nothing: a role that is off is assumed in memory.",
    options: [],
    notes: [],
  },
  restore: {
    usage: [
      'restore PROFILE [--yes]',
      'restore --list',
      'restore --file ID [--yes]',
      'restore --purge [--yes]',
    ],
    summary: 'Puts back what was in the credentials file.',
    options: [
      ['PROFILE', 'puts back the section that a take-over copied; the role is released first'],
      ['--list', 'lists the backups'],
      ['--file ID', 'replaces the whole file by a backup; sections of active roles stay'],
      ['--purge', 'deletes the backups; the only copy of a key is kept'],
      ['--yes', 'asks nothing; without a terminal to ask in, --file and --purge need it'],
    ],
    notes: [],
  },
  policy: {
    usage: ['policy NAME [--trust]', 'policy NAME --commands [--group G] [--user U] [--shell S]'],
    summary: 'Prints the policy that lets the role be assumed.',
    options: [
      ['--trust', "the trust policy that the role's own account needs"],
      ['--commands', 'the commands that attach the policy, for someone who may change IAM'],
      ['--group G', 'IAM group for the policy'],
      ['--user U', 'IAM user who gets it (default: the caller)'],
      shell,
    ],
    notes: [],
  },
  credentials: {
    usage: ['credentials NAME'],
    summary:
      'Prints the keys as a credential_process does (version 1). Uses what is fresh, else assumes the role.',
    options: [],
    notes: [
      'It belongs in a profile of another name, since keys in the credentials file hide a credential_process:',
      '',
      '  [profile NAME-auto]',
      '  credential_process = rolekeeper credentials NAME',
    ],
  },
  env: {
    usage: ['env NAME [--shell bash|fish|powershell|cmd]'],
    summary: 'Prints lines that give a shell the keys. Uses what is fresh, else assumes the role.',
    options: [shell],
    notes: [
      'bash: eval "$(rolekeeper env NAME)"',
      'fish: rolekeeper env NAME --shell fish | source',
      'PowerShell: rolekeeper env NAME --shell powershell | Out-String | Invoke-Expression',
    ],
  },
  exec: {
    usage: ['exec NAME -- COMMAND…'],
    summary:
      'Runs a command with the keys in its environment. Uses what is fresh, else assumes the role.',
    options: [],
    notes: [
      "Ends with the command's own code: 128+n where signal n ended it, 127 where it was not found, 126 where it cannot be run.",
    ],
  },
  'settings export': {
    usage: ['settings export'],
    summary:
      'Prints roles and settings as JSON, for another machine or as a copy. No secret is in it.',
    options: [],
    notes: [],
  },
  'settings import': {
    usage: ['settings import FILE [--dry-run] [--allow-endpoint URL] [--allow-preference KEY]'],
    summary:
      'Takes over roles and settings that were exported; - reads standard input. Nothing that is here is removed.',
    options: [
      ['--dry-run', 'only say what would be new, changed or left out'],
      [
        '--allow-endpoint URL',
        "imports roles whose requests go to this server instead of AWS's own; may be given again (a terminal asks)",
      ],
      [
        '--allow-preference KEY',
        'changes credentialsFile, configFile, proxy or caBundle; may be given again (a terminal asks)',
      ],
    ],
    notes: ['Ends with 1 if something was left out.'],
  },
  doctor: {
    usage: ['doctor [--offline] [--json]'],
    summary:
      'Checks the AWS files, the roles, the network and this machine. It asks STS who each kept role is. It writes nothing and refreshes nothing.',
    options: [['--offline', 'contact no server; what only a server can tell is skipped'], json],
    notes: [
      'Each line begins with good, look (worth a look), bad (needs repair) or skipped (not looked at).',
      'Ends with 1 if anything is bad.',
    ],
  },
} satisfies CommandLineWords['help'];
