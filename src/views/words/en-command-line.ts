import { enCommandBackups } from './en-command-backups.ts';
import { enCommandConsole } from './en-command-console.ts';
import { enCommandDiscovery } from './en-command-discovery.ts';
import { enCommandImport } from './en-command-import.ts';
import { enCommandUsage } from './en-command-usage.ts';
import type { Released } from '../../core/contract/api.ts';
import type { CallerKind, Principal } from '../../core/roles/access/access.ts';
import type { CallerIdentity } from '../../core/ports/sts.ts';
import type { CheckLevel } from '../../core/contract/check.ts';
import { commandCall, commandWord } from '../command-word.ts';
import { systemSays } from './en-rules.ts';

export const enCommandLine = {
  ...enCommandUsage,
  ...enCommandBackups,
  levels: { good: 'good', warning: 'warning', bad: 'bad', skipped: 'skipped' } satisfies Record<
    CheckLevel,
    string
  >,
  warning: 'Note',
  toDo: 'To do',
  roles: 'Roles',
  yes: 'yes',
  no: 'no',
  askCode: ({
    serial,
    sourceProfile,
    host,
    from,
  }: {
    serial: string;
    sourceProfile: string;
    host: string | null;
    from: string | null;
  }) => {
    const to = host === null ? '' : `, sent to ${host}`;
    return `${from === null ? '' : `(a new code, not before ${from}) `}MFA code from ${serial} for ${sourceProfile}${to}: `;
  },
  codeNeededBy: ({
    serial,
    sourceProfile,
    until,
  }: {
    serial: string;
    sourceProfile: string;
    until: string;
  }) => `A new MFA code from ${serial} for ${sourceProfile} is needed by ${until}.`,
  mfaInMemory: (serial: string) =>
    `The MFA session of ${serial} is not stored, so each process asks for its own code.`,
  askRole: (count: number) => `Which role, 1 to ${count}? `,
  noSuchChoice: (count: number) => `Enter a number from 1 to ${count}.`,
  timeLeft: (ms: number) => {
    const seconds = Math.floor(ms / 1000);
    if (seconds <= 0) return '0 s';
    if (seconds < 120) return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 120) return `${minutes} min`;
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  },
  roleAdded: ({ name, what }: { name: string; what: string }): readonly string[] => [
    `Added ${name}: ${what}`,
    `Assume it: ${commandCall('assume', name)}`,
  ],
  roleChanged: ({ name }: { name: string }) => `Changed ${name}.`,
  console: enCommandConsole,
  roleImport: enCommandImport,
  roleDiscover: enCommandDiscovery,
  roleRemoved: ({ name }: { name: string }) => `Removed ${name}.`,
  /** `values` has each value with the name of its field. */
  takenFromFile: (values: readonly string[]) => `Taken from the file: ${values.join('; ')}.`,
  endpointNotTaken: (endpoint: string) =>
    `Not taken from the file: the STS endpoint ${endpoint}. Requests go to AWS. To send them elsewhere, use --endpoint.`,
  waitingForKeychain:
    'Waiting for the keychain. Unlock it, or allow the access, in the window of your system.',
  noRoles: ['No role is configured yet.', 'Add one: rolekeeper role add NAME --role-arn ARN'],
  roleColumns: ['NAME', 'PROFILE', 'SOURCE', 'EXTERNAL ID', 'DURATION', 'ROLE'],
  statusColumns: ['NAME', 'PROFILE', 'STATE', 'UNTIL', 'LEFT', 'ON', 'REFRESHED BY'],
  switchedOnOnly: 'Switched on',
  noSession: 'no session',
  unknownState: 'unknown',
  refreshedByNothing: 'nothing',
  keepRemedy: 'Start the application, or run: rolekeeper keep',
  activity: {
    columns: ['WHEN', 'NAME', 'EVENT', 'UNTIL', 'REQUEST ID'],
    none: 'Nothing has happened yet.',
  },
  dryRun: 'Nothing was changed. Run again without --dry-run to apply.',
  renewalFails: 'refresh fails',
  renewalFailed: 'last refresh failed',
  assumed: ({ name, until, left }: { name: string; until: string; left: string }) =>
    `${name}: assumed, until ${until} (${left} left)`,
  /** `by` names the processes that refresh the role; null if there is none. */
  switchedOn: ({ name, by }: { name: string; by: string | null }) =>
    by === null
      ? `${name} is switched on, but nothing refreshes it now. Start the application, or run: rolekeeper keep`
      : `${name} is switched on: ${by} refreshes it. To stop that: ${commandCall('release', name)}`,
  notRefreshed: (name: string) =>
    `It is not refreshed. To keep it fresh: ${commandCall('assume', name, ['--keep'])}`,
  capped: ({ name, durationSeconds }: { name: string; durationSeconds: number }) =>
    `${name} asks for ${durationSeconds} s, but AWS allows at most 1 hour with an MFA session or another role's session.`,
  serving: (port: number) =>
    `Serving credentials on 127.0.0.1:${port}. The token files are secrets.`,
  keeping: (names: readonly string[]) => `Keeping ${names.join(', ')} fresh. Press Ctrl-C to stop.`,
  keptElsewhere: ({ names, by }: { names: readonly string[]; by: string }) =>
    `${names.join(', ')}: also kept fresh by ${by}.`,
  keepWaits: 'No role is on. Rolekeeper waits until you switch one on. Press Ctrl-C to stop.',
  keepEnded: 'No role is on any more.',
  eventLine: ({
    moment,
    name,
    event,
    until,
    failure,
  }: {
    moment: string;
    name: string;
    event: string;
    until: string | null;
    failure: string | null;
  }) =>
    `${moment}  ${name}  ${event}${until === null ? '' : `, until ${until}`}${failure === null ? '' : `: ${failure}`}`,
  released: ({
    name,
    profile,
    released,
  }: {
    name: string;
    profile: string;
    released: Released;
  }): readonly string[] => [
    `Released ${name}: its keys were removed from the profile ${profile}.`,
    ...(released.restorable
      ? [
          `The earlier content of the profile has a backup. To restore it: ${commandCall('restore', profile)}`,
        ]
      : []),
    ...(released.alsoIn.length > 0 ? [`Its keys are still in ${released.alsoIn.join(', ')}.`] : []),
  ],
  nothingToRelease: 'No role is on or has a session in this credentials file.',
  signIn: {
    page: ({ page, userCode }: { page: string; userCode: string }): readonly string[] => [
      `Sign in on this page in any browser. Allow the request only if the page shows the code ${userCode}:`,
      `  ${page}`,
    ],
    /** Shown if the page is not on a host of AWS, so that Rolekeeper does not open it. */
    pageElsewhere: (host: string) =>
      `${host} is not a host of AWS. Open the page only if you trust it.`,
    done: (profile: string) =>
      `Signed in for ${profile}. Roles that are on continue automatically.`,
  },
  whoami: ({ arn, account, userId }: CallerIdentity): readonly string[] => [
    arn,
    `Account: ${account}`,
    `User ID: ${userId}`,
  ],
  keysRemoved: ({ name, profile }: { name: string; profile: string }) =>
    `${name}: its keys were removed from the profile ${profile}.`,
  /** Shown after a session replaced keys of another tool, which were copied to the backups. */
  keysReplaced: ({ name, profile }: { name: string; profile: string }) =>
    `${name}: the profile ${profile} had other keys. They were copied to the backups and replaced.`,
  keysMoved: ({ name, profile }: { name: string; profile: string }) =>
    `${name}: its keys were moved to the profile ${profile}.`,
  /** Why the user should check the trust policy's Principal before using it. */
  principalUnsure: {
    caller: (arn) =>
      `The caller is unknown, because AWS could not be asked. Replace ${arn} with the ARN of the IAM user or role.`,
    path: (arn) => `AWS does not say whether a role has a path. If ${arn} has one, add the path.`,
    region: (arn) =>
      `In ${arn}, enter the home region of IAM Identity Center. If that region is us-east-1, remove the region from the ARN.`,
  } satisfies Record<NonNullable<Principal['unsure']>, (arn: string) => string>,
  placeholderLeft: ({ placeholder, flag }: { placeholder: string; flag: string | null }) =>
    `Replace ${placeholder} with the right value${flag === null ? '.' : `, or use ${flag}.`}`,
  forAdministratorOf: (account: string | null) =>
    account === null
      ? "For an IAM administrator of the caller's account:"
      : `For an IAM administrator of the account ${account}, which the caller belongs to:`,
  attachBy: {
    user: 'The caller is an IAM user. The policy is attached to a group of the user.',
    role: 'The caller is an IAM role. The policy is attached to it.',
    'permission-set':
      "The caller is a permission set of IAM Identity Center. Its roles can be changed only there. Add this to the permission set's inline policy and provision it again:",
    root: 'The caller is the root user of its account, which cannot assume roles. Use an IAM user or a role as the source profile.',
    unknown: 'AWS did not say who the caller is. These are the commands for an IAM user.',
  } satisfies Record<CallerKind, string>,
  credentialProcessHint: ({
    name,
    region,
    system,
  }: {
    name: string;
    region: string | null;
    system: string;
  }): readonly string[] => [
    'To let AWS tools get these keys themselves, add this profile to ~/.aws/config and use it:',
    '',
    `[profile ${name}-auto]`,
    // On Windows, Python starts only an .exe file by its name, but npm installs a .cmd file.
    `credential_process = ${system === 'win32' ? 'cmd /c ' : ''}rolekeeper credentials ${commandWord(name)}`,
    ...(region === null ? [] : [`region = ${region}`]),
  ],
  commandNotFound: (command: string) => `${command}: command not found`,
  commandNotRunnable: ({ command, code }: { command: string; code: string }) =>
    `${command} cannot be run. ${systemSays(code)}.`,
  bug: (message: string) => `Internal error: ${message}`,
};
