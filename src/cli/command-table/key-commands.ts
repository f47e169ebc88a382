import type { CommandSpec } from './command-spec.ts';
import { namesOf, role, shell } from './shared-options.ts';

const fresh =
  'It uses the session in the credentials file if that session is fresh. Otherwise it assumes the role.';

export const keyCommands = {
  policy: {
    summary: 'Prints the IAM policies that a role needs.',
    details: ['Without options it prints the policy that lets you assume the role.'],
    operand: role,
    options: {
      trust: {
        kind: 'switch',
        text: 'prints the trust policy that the role needs, for the owner of the role',
      },
      commands: {
        kind: 'switch',
        text: 'prints the AWS CLI commands that attach the policy, for an IAM administrator',
      },
      group: { kind: 'value', value: 'G', text: 'the IAM group that gets the policy' },
      user: {
        kind: 'value',
        value: 'U',
        text: 'the IAM user to add to the group (default: the user whose credentials assume the role)',
      },
      shell,
    },
    forms: [
      { operand: 'needed' },
      { operand: 'needed', needs: ['trust'] },
      { operand: 'needed', needs: ['commands'], takes: ['group', 'user', 'shell'] },
    ],
    examples: [
      { line: 'policy client-s3', does: 'prints the policy for your own account' },
      {
        line: 'policy client-s3 --trust',
        does: 'prints the trust policy for the owner of the role',
      },
      {
        line: 'policy client-s3 --commands --group S3Clients',
        does: 'prints commands that create and attach the policy',
      },
    ],
  },
  exec: {
    summary: "Runs a command with a role's keys in its environment.",
    details: [
      fresh,
      'The exit code is that of the command. It is 128 plus the number of the signal if a signal ended the command, 127 if the command was not found, and 126 if it cannot be run.',
    ],
    operand: role,
    options: {
      serve: {
        kind: 'switch',
        text: `gives the command an endpoint instead of keys, and refreshes the role while the
command runs. If the profile "default" has credentials, the AWS files are hidden from the
command, because its SDK would prefer those credentials.`,
      },
    },
    forms: [{ operand: 'needed', takes: ['serve'], program: true }],
    examples: [
      { line: 'exec client-s3 -- terraform plan', does: 'runs terraform with the keys' },
      {
        line: 'exec --serve client-s3 -- node server.js',
        does: 'runs a server whose SDK gets new keys before the old ones expire',
      },
    ],
  },
  env: {
    summary: "Prints a role's keys as shell commands, .env lines or JSON.",
    details: [
      fresh,
      '`--format dotenv` prints keys without quotes, so `docker run --env-file` reads the same values as a parser of `.env` files. A file with keys is a secret until the session ends, so `rolekeeper exec` is safer.',
    ],
    operand: role,
    options: {
      format: {
        kind: 'value',
        value: 'FORMAT',
        text: 'shell, dotenv or json (default: shell)',
        completion: { kind: 'words', words: ['shell', 'dotenv', 'json'] },
      },
      shell,
    },
    forms: [{ operand: 'needed', takes: ['format', 'shell'] }],
    examples: [
      { line: 'eval "$(rolekeeper env client-s3)"', does: 'bash and zsh' },
      { line: 'rolekeeper env client-s3 --shell fish | source', does: 'fish' },
      {
        line: 'rolekeeper env client-s3 --shell powershell | Out-String | Invoke-Expression',
        does: 'PowerShell',
      },
      { line: 'env client-s3 --format dotenv', does: 'prints NAME=VALUE lines' },
    ],
  },
  credentials: {
    summary: "Prints a role's keys in the format of a credential_process.",
    details: [
      fresh,
      'AWS tools run this command for a profile of ~/.aws/config with `credential_process = rolekeeper credentials NAME` (on Windows `cmd /c rolekeeper credentials NAME`). Give that profile a name that is not in the credentials file, because keys there hide a credential_process.',
      'While roles are released because you are away, it assumes no role and fails.',
    ],
    operand: role,
    options: {},
    forms: [{ operand: 'needed' }],
    examples: [{ line: 'credentials client-s3', does: 'prints the keys as JSON' }],
  },
  console: {
    summary: 'Opens the AWS console in the browser.',
    details: [
      fresh,
      'The console session ends with the session of the role. The console accepts roles and permission sets, but not the MFA session of an IAM user. AWS publishes no console for the isolated partitions, such as aws-iso.',
      'The browser gets a one-time address of this computer, which redirects once to the console. So the list of processes never shows the secret address of the console.',
    ],
    operand: role,
    options: {
      service: {
        kind: 'value',
        value: 'S',
        text: 'the page of a service, such as s3, ec2, iam or lambda (default: the home page)',
        completion: { kind: 'words', words: ['s3', 'ec2', 'iam', 'lambda'] },
      },
      region: {
        kind: 'value',
        value: 'R',
        text: 'the region of the console (default: that of the role or its profile)',
        completion: namesOf('region'),
      },
      print: {
        kind: 'switch',
        text: 'prints the address and opens no browser. The address is a secret that works for 15 minutes.',
      },
      browser: {
        kind: 'value',
        value: 'CMD',
        text: `the program, with its options, that opens the console. It gets the address as its
last argument. Put a path with spaces or backslashes in double quotes. No shell is used.`,
      },
    },
    forms: [{ operand: 'needed', takes: ['service', 'region', ['print', 'browser']] }],
    examples: [
      { line: 'console client-s3', does: 'opens the home page' },
      { line: 'console client-s3 --service s3 --region eu-west-1', does: 'opens S3 in Ireland' },
      {
        line: 'console client-s3 --browser "firefox -P client"',
        does: 'opens the home page in the Firefox profile "client"',
      },
    ],
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;
