import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  mfaRole,
  plainRole,
  startStsWithAlice,
  type Cli,
} from '../support/cli-harness.ts';
import type { Running } from '../support/process.ts';
import { skippedExceptOn } from '../support/systems.ts';

/** Prints, for each input line, the access key that the SDK's default credential chain returns. */
const sdkProgram = `
  const { fromNodeProviderChain } = require('@aws-sdk/credential-providers');
  const { createInterface } = require('node:readline');
  console.log('environment ' + JSON.stringify(process.env));
  createInterface({ input: process.stdin }).on('line', async () => {
    try {
      const provider = fromNodeProviderChain({ ignoreCache: true, maxRetries: 0 });
      console.log('key ' + (await provider()).accessKeyId);
    } catch (error) {
      console.log('key ' + error.message + ' ' + error.Message);
    }
  });
`;

describe('exec --serve', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
  });
  /** Starts another STS with these options, and makes a new home, in place of the present ones. */
  const startAgain = async (options: Parameters<typeof startStsWithAlice>[0]): Promise<void> => {
    cli.dispose();
    await sts.close();
    sts = await startStsWithAlice(options);
    cli = cliHome(sts);
  };
  afterEach(async () => {
    await cli.end();
    await sts.close();
  });
  const program = (text: string): readonly string[] => ['--', process.execPath, '-e', text];
  const start = (name: string, env: Readonly<Record<string, string>> = {}): Running => {
    // The SDK is in this repository's node_modules, which the home of the program lacks.
    const paths = { NODE_PATH: join(import.meta.dirname, '../../node_modules') };
    return cli.start(['exec', '--serve', name, ...program(sdkProgram)], { ...paths, ...env });
  };
  const environmentOf = async (running: Running) => {
    const line = await running.line('environment ');
    return JSON.parse(line.slice('environment '.length)) as Readonly<Record<string, string>>;
  };
  /** Returns the access key that the program uses now. */
  const keyOf = async (running: Running): Promise<string> => {
    const before = running.lines.length;
    running.send('');
    const answers = () => running.lines.slice(before).filter((line) => line.startsWith('key '));
    await expect.poll(answers).toHaveLength(1);
    return (answers()[0] ?? '').slice('key '.length);
  };
  const written = (profile = 'plain') =>
    new RegExp(`\\[${profile}\\][^[]*aws_access_key_id = (\\S+)`).exec(cli.credentials())?.[1];

  it('gives the command an endpoint and no keys, and hides the AWS files because the profile default has keys', async () => {
    const environment = await environmentOf(
      start('plain', { AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 's', AWS_PROFILE: 'x' }),
    );
    const names = Object.keys(environment).filter((name) => name.startsWith('AWS_'));
    expect(names.sort()).toEqual([
      'AWS_CONFIG_FILE',
      'AWS_CONTAINER_AUTHORIZATION_TOKEN',
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'AWS_DEFAULT_REGION',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_ENDPOINT_URL_STS',
      'AWS_REGION',
      'AWS_SHARED_CREDENTIALS_FILE',
    ]);
    expect(environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{12}$/,
    );
    expect(environment['AWS_CONTAINER_AUTHORIZATION_TOKEN']).toMatch(/^[0-9a-f]{64}$/);
    expect(existsSync(environment['AWS_SHARED_CREDENTIALS_FILE'] ?? '')).toBe(false);
  });

  it('lets the command read the AWS files if the profile default has no credentials', async () => {
    writeFileSync(cli.configFile, '[profile work]\naws_access_key_id = AKIAWORK\n', { flag: 'a' });
    const text = cli.credentials().replace('[default]', '[work]');
    writeFileSync(cli.credentialsFile, text);
    await cli.ok(['role', 'set', 'plain', '--source-profile', 'work']);
    const environment = await environmentOf(start('plain'));
    expect(environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']).toBeDefined();
    expect(environment).not.toHaveProperty('AWS_SHARED_CREDENTIALS_FILE');
    expect(environment).not.toHaveProperty('AWS_CONFIG_FILE');
  });

  it('gives an SDK in the command the new keys after a refresh', async () => {
    const running = start('plain');
    await environmentOf(running);
    const first = await keyOf(running);
    expect(first).toBe(written());
    await cli.ok(['assume', 'plain']);
    const second = await keyOf(running);
    expect(second).toBe(written());
    expect(second).not.toBe(first);
  });

  it('stops the endpoint when the command ends, and returns the command’s exit code', async () => {
    const script = `console.log(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI); process.exit(7)`;
    const { code, stdout } = await cli.run(['exec', 'plain', '--serve', ...program(script)]);
    expect(code).toBe(7);
    await expect(fetch(stdout.trim())).rejects.toThrow();
  });

  it.skipIf(skippedExceptOn('Linux'))(
    'does not put the token into an argument list, a file or standard error',
    async () => {
      const running = start('plain');
      const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token = '' } = await environmentOf(running);
      expect(token).toHaveLength(64);
      const children = readFileSync(
        `/proc/${String(running.pid)}/task/${String(running.pid)}/children`,
      );
      for (const pid of [running.pid, ...children.toString().trim().split(' ')])
        expect(readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')).not.toContain(token);
      expect(existsSync(join(cli.folder, '.config/rolekeeper/endpoint'))).toBe(false);
      expect(running.stderr()).not.toContain(token);
    },
  );

  it('says once that the role needs an MFA code, and serves the keys after another process got them with a code', async () => {
    await startAgain({ sessionSeconds: 3, mfaSessionSeconds: 3 });
    const withMfa = ['--mfa-serial', 'arn:aws:iam::111122223333:mfa/alice'];
    await cli.ok(['role', 'add', 'secured', '--role-arn', mfaRole.roleArn, ...withMfa]);
    const running = start('secured', { ROLEKEEPER_MFA_CODE: '123456' });
    expect(await environmentOf(running)).not.toHaveProperty('ROLEKEEPER_MFA_CODE');
    const first = written('secured');
    // The session ends after three seconds, and the MFA session too.
    await expect.poll(() => running.stderr()).toContain('waits for an MFA code');
    // The endpoint answers with a reason, but the SDK's default chain shows only its own message.
    await expect.poll(() => keyOf(running)).toContain('Could not load credentials');
    await keyOf(running);
    sts.setSessionSeconds(3600);
    await cli.ok(['assume', 'secured', '--mfa-code', '234567']);
    await expect.poll(() => keyOf(running)).toBe(written('secured'));
    expect(written('secured')).not.toBe(first);
    expect(running.stderr().match(/waits for an MFA code/g)).toHaveLength(1);
  });

  it('starts no command if the role is unknown', async () => {
    await cli.ok(['role', 'set', 'plain', '--external-id', 'not-needed']);
    const marker = join(cli.folder, 'started');
    const script = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`;
    const unknown = await cli.run(['exec', '--serve', 'nope', ...program(script)]);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(existsSync(marker)).toBe(false);
  });
});
