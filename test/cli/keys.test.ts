import dotenv from 'dotenv';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { cliHome, skippedWithoutTerminal, startStsWithAlice } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { addClientRole } from '../support/cli-roles.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe('a command that gives keys to other programs:', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  const written = (key: string): string =>
    new RegExp(`^${key} = (.*)$`, 'm').exec(section())?.[1] ?? '';
  const section = (): string => cli.credentials().slice(cli.credentials().indexOf('[new-profile]'));
  beforeAll(async () => {
    sts = await startStsWithAlice();
  });
  afterAll(() => sts.close());
  beforeEach(async () => {
    sts.forgetCalls();
    cli = cliHome(sts);
    await addClientRole(cli, '--region', 'eu-central-1');
  });
  afterEach(() => {
    cli.dispose();
  });

  describe('credentials', () => {
    it('prints only JSON in the format of a credential_process, version 1', async () => {
      const { stdout, stderr } = await cli.ok(['credentials', 'new-profile']);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual({
        Version: 1,
        AccessKeyId: written('aws_access_key_id'),
        SecretAccessKey: written('aws_secret_access_key'),
        SessionToken: written('aws_session_token'),
        Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown,
      });
    });

    it('prints the same session again, without another STS call, while the session is fresh', async () => {
      const first = await cli.ok(['credentials', 'new-profile']);
      const second = await cli.ok(['credentials', 'new-profile']);
      expect(second.stdout).toBe(first.stdout);
      expect(sts.calls()).toHaveLength(1);
    });

    it('prints nothing to standard output if it fails', async () => {
      await cli.ok(['role', 'set', 'new-profile', '--external-id', '']);
      const { code, stdout, stderr } = await cli.run(['credentials', 'new-profile']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('AWS denied access to new-profile');
    });

    it.skipIf(skippedWithoutTerminal())(
      'prints at a terminal the section to add to the config file',
      async () => {
        const { stdout } = await cli.onTerminal(['credentials', 'new-profile']);
        expect(stdout).toContain('[profile new-profile-auto]');
        expect(stdout).toContain('credential_process = rolekeeper credentials new-profile');
      },
    );
  });

  describe('env', () => {
    it.skipIf(skippedExceptOn('Unix'))(
      'sets the keys in a shell, and unsets the variables that would override the keys',
      async () => {
        const { stdout, stderr } = await cli.ok(['env', 'new-profile']);
        expect(stderr).toBe('');
        const script = `${stdout}\nenv | grep ^AWS_`;
        const env = {
          PATH: process.env['PATH'],
          AWS_PROFILE: 'x',
          AWS_DEFAULT_PROFILE: 'y',
          AWS_SECURITY_TOKEN: 'z',
        };
        const seen = execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' });
        expect(
          Object.fromEntries(
            seen
              .trim()
              .split('\n')
              .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
          ),
        ).toEqual({
          AWS_ACCESS_KEY_ID: written('aws_access_key_id'),
          AWS_SECRET_ACCESS_KEY: written('aws_secret_access_key'),
          AWS_SESSION_TOKEN: written('aws_session_token'),
          AWS_REGION: 'eu-central-1',
          AWS_DEFAULT_REGION: 'eu-central-1',
          AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/Z$/) as unknown,
        });
      },
    );

    it('does not replace a region that is in the environment', async () => {
      for (const variable of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
        const { stdout } = await cli.ok(['env', 'new-profile'], {
          env: { [variable]: 'eu-west-3' },
        });
        expect(stdout).toContain('AWS_SESSION_TOKEN');
        expect(stdout).not.toContain('REGION');
      }
    });

    it.each([
      ['bash', 'unset AWS_PROFILE', /^export AWS_SESSION_TOKEN='?[^'\s]+'?$/m],
      ['fish', 'set -e AWS_PROFILE', /^set -gx AWS_SESSION_TOKEN \S+$/m],
      [
        'powershell',
        'Remove-Item Env:AWS_PROFILE -ErrorAction SilentlyContinue',
        /^\$Env:AWS_SESSION_TOKEN = '\S+'$/m,
      ],
      ['cmd', 'set AWS_PROFILE=', /^set "AWS_SESSION_TOKEN=\S+"$/m],
    ])('prints commands that set and unset variables in %s', async (shell, unset, token) => {
      const { stdout } = await cli.ok(['env', 'new-profile', '--shell', shell]);
      expect(stdout.split('\n')[0]).toBe(unset);
      expect(stdout).toMatch(token);
    });

    it('prints .env lines and JSON with the same values', async () => {
      const lines = (await cli.ok(['env', 'new-profile', '--format', 'dotenv'])).stdout;
      const json = (await cli.ok(['env', 'new-profile', '--format', 'json'])).stdout;
      const all = {
        AWS_ACCESS_KEY_ID: written('aws_access_key_id'),
        AWS_SECRET_ACCESS_KEY: written('aws_secret_access_key'),
        AWS_SESSION_TOKEN: written('aws_session_token'),
        AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/Z$/) as unknown,
        AWS_REGION: 'eu-central-1',
        AWS_DEFAULT_REGION: 'eu-central-1',
      };
      expect(dotenv.parse(lines)).toEqual(all);
      expect(lines).not.toContain("'");
      expect(JSON.parse(json)).toEqual(all);
    });

    it('refuses an unknown format, and --shell together with --format json', async () => {
      const unknown = await cli.run(['env', 'new-profile', '--format', 'yaml']);
      expect(unknown).toMatchObject({ code: 2, stdout: '' });
      expect(unknown.stderr).toContain('--format must be one of shell, dotenv, json, not yaml.');
      const both = await cli.run(['env', 'new-profile', '--format', 'json', '--shell', 'fish']);
      expect(both).toMatchObject({ code: 2, stdout: '' });
      expect(both.stderr).toContain('--shell has no effect without --format shell.');
    });
  });

  describe('exec', () => {
    const node = (script: string): readonly string[] => [
      'exec',
      'new-profile',
      '--',
      process.execPath,
      '-e',
      script,
    ];

    it('runs the command with the keys and arguments, and prints the output of the command', async () => {
      const show = 'console.log(JSON.stringify({ args: process.argv.slice(1), env: process.env }))';
      const { stdout } = await cli.ok([...node(show), '--', '--flag', 'a b', ''], {
        env: { AWS_PROFILE: 'x', AWS_DEFAULT_PROFILE: 'y', AWS_SECURITY_TOKEN: 'z', KEPT: 'yes' },
      });
      const { args, env } = JSON.parse(stdout) as { args: string[]; env: Record<string, string> };
      expect(args).toEqual(['--flag', 'a b', '']);
      expect(env).toMatchObject({
        AWS_ACCESS_KEY_ID: written('aws_access_key_id'),
        AWS_SECRET_ACCESS_KEY: written('aws_secret_access_key'),
        AWS_SESSION_TOKEN: written('aws_session_token'),
        AWS_REGION: 'eu-central-1',
        AWS_DEFAULT_REGION: 'eu-central-1',
        KEPT: 'yes',
      });
      for (const name of [
        'AWS_PROFILE',
        'AWS_DEFAULT_PROFILE',
        'AWS_SECURITY_TOKEN',
        'ROLEKEEPER_MFA_CODE',
      ]) {
        expect(env).not.toHaveProperty(name);
      }
    });

    it('does not replace a region that is in the environment', async () => {
      const show = 'console.log(process.env.AWS_REGION, process.env.AWS_DEFAULT_REGION)';
      const env = { AWS_REGION: 'eu-west-3', AWS_DEFAULT_REGION: 'eu-west-1' };
      expect((await cli.ok(node(show), { env })).stdout).toBe('eu-west-3 eu-west-1\n');
      expect((await cli.ok(node(show), { env: { AWS_REGION: 'eu-west-3' } })).stdout).toBe(
        'eu-west-3 undefined\n',
      );
    });

    it('passes standard input to the command', async () => {
      const { stdout } = await cli.ok([...node('process.stdin.pipe(process.stdout)')], {
        input: 'through',
      });
      expect(stdout).toBe('through');
    });

    it.each([0, 1, 2, 42, 255])('exits with the exit code of the command, %i', async (code) => {
      expect((await cli.run(node(`process.exit(${code})`))).code).toBe(code);
    });

    it.skipIf(skippedExceptOn('Unix')).each([
      ['SIGTERM', 143],
      ['SIGKILL', 137],
      ['SIGINT', 130],
    ])('exits with 128 plus the signal number if %s ended the command', async (signal, code) => {
      expect(
        (await cli.run(node(`process.kill(process.pid, '${signal}'); setTimeout(() => {}, 9000)`)))
          .code,
      ).toBe(code);
    });

    it.skipIf(skippedExceptOn('Unix')).each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const)(
      'passes the signal %s to the command',
      async (signal) => {
        const script = `process.on('${signal}', () => { console.log('got it'); process.exit(7) }); console.log('ready'); setTimeout(() => {}, 20000)`;
        const running = cli.start(node(script));
        await running.line('ready');
        running.child.kill(signal);
        expect(await running.ended()).toEqual({ code: 7, signal: null });
        expect(running.lines).toContain('got it');
      },
    );

    it('exits with 127 if the command is not found, as a shell does', async () => {
      const { code, stderr } = await cli.run(['exec', 'new-profile', '--', 'no-such-command-here']);
      expect({ code, stderr }).toEqual({
        code: 127,
        stderr: 'rolekeeper: no-such-command-here: command not found\n',
      });
    });

    it('exits with 126 if the file cannot be executed, as a shell does', async () => {
      writeFileSync(`${cli.folder}/data.txt`, 'no command', { mode: 0o600 });
      const { code, stderr } = await cli.run(['exec', 'new-profile', '--', './data.txt']);
      expect(code).toBe(126);
      expect(stderr).toContain('./data.txt cannot be run.');
    });

    it('does not run the command if it cannot assume the role', async () => {
      await cli.ok(['role', 'set', 'new-profile', '--external-id', '']);
      const { code, stdout } = await cli.run(node("console.log('ran')"));
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    });
  });
});
