import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNames } from '../../src/cli/command-table/commands.ts';
import { cliHome, roleArn } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

describe('rolekeeper, for help and wrong usage,', () => {
  let cli: Cli;
  beforeAll(() => {
    cli = cliHome(null);
  });
  afterAll(() => {
    cli.dispose();
  });

  it('prints its version', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as {
      version: string;
    };
    expect(await cli.run(['--version'])).toEqual({
      code: 0,
      signal: null,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('prints the overview to standard output for --help, and to standard error without a command', async () => {
    const helped = await cli.run(['--help']);
    const bare = await cli.run([]);
    expect(helped).toMatchObject({ code: 0, stderr: '' });
    expect(bare).toMatchObject({ code: 2, stdout: '', stderr: helped.stdout });
    const lines = helped.stdout.trimEnd().split('\n');
    // A usual terminal has 24 lines, and the prompt needs one of them.
    expect(lines.length).toBeLessThanOrEqual(23);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    for (const name of commandNames)
      for (const word of name.split(' '))
        expect(helped.stdout).toMatch(new RegExp(`\\b${word}\\b`));
  });

  it('prints the help of a command if one argument is --help, even if another argument is wrong', async () => {
    const { code, stdout, stderr } = await cli.run(['assume', '--nonsense', '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: rolekeeper assume NAME…');
    expect(stdout).toContain('--take-over');
    expect(await cli.run(['help', 'assume'])).toMatchObject({ code: 0, stdout });
    expect((await cli.run(['role', '--help'])).stdout).toContain('role remove NAME');
  });

  it('shows default values in the help of `role add`, but not in the help of `role set`', async () => {
    const add = (await cli.ok(['role', 'add', '--help'])).stdout;
    const set = (await cli.ok(['role', 'set', '--help'])).stdout;
    expect(add).toMatch(/--duration SECONDS .*\(default:\s+3600;/s);
    expect(set).toContain('--duration SECONDS');
    expect(set).not.toContain('default:');
  });

  it('does not print help if --help follows --', async () => {
    const { stderr, stdout } = await cli.run(['exec', 'nobody', '--', 'true', '--help']);
    expect(stdout).toBe('');
    expect(stderr).toContain('There is no role named nobody');
  });

  it.each([
    ['a mistyped command', ['asume'], 'Unknown command: asume. Did you mean assume?'],
    [
      '`role` without a second word',
      ['role'],
      'role needs a second word: add, list, show, set, remove, test, import, discover.',
    ],
    [
      'an unknown role command',
      ['role', 'lst'],
      'Unknown command: role lst. Did you mean role list?',
    ],
    ['a command with neither NAME nor --all', ['assume'], 'NAME or --all is needed.'],
    ['a command without NAME', ['whoami'], 'NAME is missing.'],
    ['a command without FILE', ['settings', 'import'], 'FILE is missing.'],
    ['a command without PROFILE', ['sign-in'], 'PROFILE is missing.'],
    [
      'an option without the option that it needs',
      ['policy', 'x', '--group', 'g'],
      '--group has no effect without --commands.',
    ],
    [
      'an option without the name that it needs',
      ['role', 'import', '--source-mfa'],
      '--source-mfa has no effect without NAME or --all.',
    ],
    ['one name too many', ['whoami', 'a', 'b'], 'Unexpected argument: b'],
    ['an unknown option', ['status', '--jsn'], 'Unknown option: --jsn. Did you mean --json?'],
    ['an option of another command', ['status', '--keep'], 'Unknown option: --keep.'],
    [
      'an option without its value',
      ['role', 'add', 'x', '--role-arn'],
      '--role-arn needs a value.',
    ],
    [
      'a new role without an ARN or a policy file',
      ['role', 'add', 'x'],
      'One of --role-arn, --account, --mfa-session, --policy-file is needed.',
    ],
    [
      'an ARN together with a policy file',
      ['role', 'add', 'x', '--role-arn', roleArn, '--policy-file', 'f'],
      '--role-arn and --policy-file cannot be combined.',
    ],
    [
      'a missing policy file',
      ['role', 'add', 'x', '--policy-file', 'none.json'],
      '--policy-file: none.json cannot be read.',
    ],
    ['`role set` without an option', ['role', 'set', 'x'], 'At least one option is needed.'],
    ['`release` with neither NAME nor --all', ['release'], 'NAME or --all is needed.'],
    ['a name together with --all', ['release', 'a', '--all'], 'NAME and --all cannot be combined.'],
    [
      'an unknown shell',
      ['env', 'x', '--shell', 'tcsh'],
      '--shell must be one of zsh, bash, fish, powershell, cmd',
    ],
    [
      '--trust together with --commands',
      ['policy', 'x', '--trust', '--commands'],
      '--trust and --commands cannot be combined.',
    ],
    ['`exec` without a command to run', ['exec', 'x'], 'The command to run is missing'],
    [
      '`restore` with PROFILE and --list',
      ['restore', 'p', '--list'],
      'PROFILE and --list cannot be combined.',
    ],
    [
      '`restore` without an argument',
      ['restore'],
      'One of PROFILE, --list, --file, --purge is needed.',
    ],
    [
      '--yes with --list, which needs no confirmation',
      ['restore', '--list', '--yes'],
      '--list and --yes cannot be combined.',
    ],
  ])(
    'refuses %s with exit code 2, and prints the fault and the command for help',
    async (_what, args, text) => {
      const { code, stdout, stderr } = await cli.run(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`rolekeeper: ${text}`);
      expect(stderr).toMatch(/^More: rolekeeper .*--help$/m);
    },
  );

  it.each([
    [['assume', 'x', '--mfa-code', '12345'], '--mfa-code must be six digits'],
    [['keep', '--mfa-code', '12345a'], '--mfa-code must be six digits'],
    [
      ['role', 'add', 'x', '--role-arn', roleArn, '--duration', '1h'],
      '--duration must be a whole number',
    ],
    [['role', 'add', 'x', '--role-arn', roleArn, '--external-id', ''], '--external-id is required'],
    [['policy', 'x', '--commands', '--group', 'a b'], '--group may have only these characters'],
  ])('exits with 2 and names the field if a value is invalid: %j', async (args, text) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`rolekeeper: ${text}`);
  });

  it('refuses an invalid MFA code from standard input or the environment', async () => {
    const fromInput = await cli.run(['assume', 'x', '--mfa-code', '-'], { input: 'abc\n' });
    expect(fromInput).toMatchObject({ code: 2 });
    expect(fromInput.stderr).toContain('--mfa-code must be six digits');
    const fromVariable = await cli.run(['whoami', 'x'], { env: { ROLEKEEPER_MFA_CODE: '1' } });
    expect(fromVariable).toMatchObject({ code: 2 });
    expect(fromVariable.stderr).toContain('ROLEKEEPER_MFA_CODE must be six digits');
  });
});
