import type { CommandSpec } from './command-spec.ts';
import { json, mfaCode, namesOf, role, roles } from './shared-options.ts';

export const sessionCommands = {
  assume: {
    summary: 'Gets new sessions and writes them to the credentials file.',
    details: [
      'It calls STS even if the current session is still valid. If one role fails, it continues with the others.',
    ],
    operand: roles,
    options: {
      all: { kind: 'switch', text: 'assumes every role' },
      keep: {
        kind: 'switch',
        text: `switches the role on: the application and \`rolekeeper keep\`
refresh it until you release it`,
      },
      'mfa-code': mfaCode,
      'take-over': {
        kind: 'switch',
        text: 'replaces credentials in the profile that Rolekeeper did not write, after a backup of them',
      },
      json,
    },
    forms: [
      { operand: 'needed', takes: ['keep', 'mfa-code', 'take-over', 'json'] },
      { needs: ['all'], takes: ['keep', 'mfa-code', 'take-over', 'json'] },
    ],
    examples: [
      { line: 'assume client-s3', does: 'writes the profile and says when the session ends' },
      { line: 'assume client-s3 --keep', does: 'does the same and switches the role on' },
      { line: 'assume --all', does: 'gets a session for every role' },
    ],
  },
  keep: {
    summary: 'Keeps roles fresh until Ctrl-C.',
    details: [
      'Without names it refreshes every role that is on. When it ends, the credentials stay in the file.',
      'If the settings say that roles are released while you are away, `keep` also releases its roles and continues when you are back. For this, the application must run, because only the application notices that you leave.',
    ],
    operand: roles,
    options: {
      wait: {
        kind: 'switch',
        text: 'waits if no role is on, and refreshes each role that is switched on later',
      },
      'mfa-code': mfaCode,
      json: { kind: 'switch', text: 'prints a line of JSON for each event' },
    },
    forms: [
      { operand: 'optional', takes: ['mfa-code', 'json'] },
      { needs: ['wait'], takes: ['mfa-code', 'json'] },
    ],
    examples: [
      { line: 'keep', does: 'refreshes every role that is on' },
      { line: 'keep client-s3', does: 'refreshes one role without switching it on' },
      { line: 'keep --wait', does: 'runs as a service, even if no role is on' },
    ],
  },
  serve: {
    summary: 'Serves fresh credentials to containers and programs.',
    details: [
      'AWS SDKs get credentials from the address in `AWS_CONTAINER_CREDENTIALS_FULL_URI`, with the token in the file that `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` names. They get new credentials before the old ones expire. The command prints both variables for each role. It listens on loopback only, until Ctrl-C.',
      'Without names it serves every role that is on. Port and token stay the same at the next start. Programs get nothing while roles are released because you are away. The application also serves credentials if "Serve credentials to programs" is on in the settings.',
    ],
    operand: roles,
    options: {
      port: {
        kind: 'value',
        value: 'PORT',
        text: 'the port, 1024 to 65535 (default: the port in the settings, which is 4749 until you change it)',
      },
      'mfa-code': mfaCode,
    },
    forms: [{ operand: 'optional', takes: ['port', 'mfa-code'] }],
    examples: [
      { line: 'serve client-s3', does: 'serves one role without switching it on' },
      { line: 'serve --port 5000', does: 'serves every role that is on, on another port' },
    ],
  },
  status: {
    summary: 'Shows every role and how long its session lasts.',
    details: [
      'It only reads files and does not call AWS.',
      'With --prompt it prints one short line for the prompt of a shell, about the role that writes the profile in AWS_PROFILE. It prints nothing if there is no such role. The documentation shows the setup for each shell. Characters that a shell could expand are printed as _.',
    ],
    operand: {
      ...role,
      text: 'the role for --prompt (default: the role that writes the profile in AWS_PROFILE)',
    },
    options: {
      prompt: { kind: 'switch', text: 'prints the name and the time left: client-s3 42m' },
      json,
    },
    forms: [{ takes: ['json'] }, { operand: 'optional', needs: ['prompt'] }],
    examples: [
      { line: 'status', does: 'shows the state of every role' },
      { line: 'status --prompt', does: 'prints a line for a prompt' },
    ],
  },
  release: {
    summary: 'Switches roles off and removes their keys from the file.',
    operand: roles,
    options: {
      all: { kind: 'switch', text: 'releases every role that is on or has a session' },
      json,
    },
    forms: [
      { operand: 'needed', takes: ['json'] },
      { needs: ['all'], takes: ['json'] },
    ],
    examples: [
      { line: 'release client-s3', does: 'removes the keys of one role' },
      { line: 'release --all', does: 'removes all keys that Rolekeeper wrote' },
    ],
  },
  activity: {
    summary: 'Shows what happened to the roles, newest first.',
    details: [
      "Each entry shows AWS's request ID, if there is one. Entries are kept for 90 days, even if the role is removed.",
    ],
    operand: { ...roles, text: 'a role, by its current or former name, or by its profile' },
    options: {
      limit: {
        kind: 'value',
        value: 'N',
        text: 'the maximum number of entries, 1 to 10000 (default: 50)',
      },
      json,
    },
    forms: [{ operand: 'optional', takes: ['limit', 'json'] }],
    examples: [
      { line: 'activity', does: 'shows the last 50 entries of all roles' },
      { line: 'activity client-s3 --limit 5', does: 'shows the last 5 entries of one role' },
    ],
  },
  whoami: {
    summary: "Asks AWS for the identity of a role's session.",
    details: [
      'It writes nothing. If the role has no session, Rolekeeper assumes the role and keeps the session in memory only.',
    ],
    operand: role,
    options: { json },
    forms: [{ operand: 'needed', takes: ['json'] }],
    examples: [{ line: 'whoami client-s3', does: 'prints ARN, account and user ID' }],
  },
  'sign-in': {
    summary: 'Signs in with IAM Identity Center or aws login, in a browser.',
    details: [
      'For IAM Identity Center it runs `aws sso login` if the AWS CLI 2.22 or newer is installed. Otherwise Rolekeeper signs in without the AWS CLI. For `aws login` it needs the AWS CLI 2.32 or newer.',
    ],
    operand: {
      name: 'PROFILE',
      count: 'one',
      text: 'a source profile that needs a sign-in, or an sso-session of the config file',
      completion: namesOf('sso-session', 'config-profile'),
    },
    options: {
      device: {
        kind: 'switch',
        text: 'shows a page and a code that you can use in a browser on any computer, and opens no browser here',
      },
    },
    forms: [{ operand: 'needed', takes: ['device'] }],
    examples: [
      { line: 'sign-in my-sso', does: 'opens the browser' },
      { line: 'sign-in my-sso --device', does: 'shows a page and a code' },
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
