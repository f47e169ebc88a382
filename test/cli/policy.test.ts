import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { cliHome, externalId, roleArn, startStsWithAlice } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { addClientRole } from '../support/cli-roles.ts';
import { skippedExceptOn } from '../support/systems.ts';

describe('rolekeeper policy', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeAll(async () => {
    sts = await startStsWithAlice();
  });
  afterAll(() => sts.close());
  beforeEach(async () => {
    sts.forgetCalls();
    sts.clearFaults();
    cli = cliHome(sts);
    await addClientRole(cli);
  });
  afterEach(() => {
    cli.dispose();
  });

  it('prints the policy that allows the caller to assume only this role, and calls no server', async () => {
    const { stdout, stderr } = await cli.ok(['policy', 'new-profile']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn }],
    });
    expect(sts.calls()).toEqual([]);
  });

  it('prints with --trust a trust policy that has the caller and the external ID', async () => {
    const { stdout } = await cli.ok(['policy', 'new-profile', '--trust']);
    expect(JSON.parse(stdout)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:user/alice' },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': externalId } },
        },
      ],
    });
  });

  it('prints a placeholder if the caller is unknown, and says what to put in its place', async () => {
    await cli.ok(['role', 'set', 'new-profile', '--external-id', '', '--source-profile', 'nobody']);
    const { stdout, stderr } = await cli.ok(['policy', 'new-profile', '--trust']);
    expect(JSON.parse(stdout)).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: '<CALLER_ARN>' }, Action: 'sts:AssumeRole' },
      ],
    });
    expect(stderr).toContain('Replace <CALLER_ARN> with the ARN of the IAM user or role');
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'prints with --commands calls of the AWS CLI, which a shell runs unchanged',
    async () => {
      const { stdout, stderr } = await cli.ok([
        'policy',
        'new-profile',
        '--commands',
        '--group',
        'Clients',
      ]);
      expect(stderr).toContain('The caller is an IAM user');
      expect(stderr).toContain('of the account 111122223333');
      // An `aws` that only records its arguments.
      const bin = join(cli.folder, 'bin');
      mkdirSync(bin);
      const log = join(cli.folder, 'log');
      writeFileSync(
        join(bin, 'aws'),
        `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word" >> '${log}'; done\n`,
      );
      chmodSync(join(bin, 'aws'), 0o755);
      execFileSync('/bin/sh', ['-e', '-c', stdout], {
        cwd: cli.folder,
        env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      });
      const words = readFileSync(log, 'utf8').trim().split('\n');
      const file =
        /^file:\/\/(.*)$/.exec(words.find((word) => word.startsWith('file://')) ?? '')?.[1] ?? '';
      expect(JSON.parse(readFileSync(join(cli.folder, file), 'utf8'))).toMatchObject({
        Statement: [{ Action: 'sts:AssumeRole', Resource: roleArn }],
      });
      expect(words.filter((word) => /^(create|attach|add)-/.test(word))).toEqual([
        'create-policy',
        'create-group',
        'attach-group-policy',
        'add-user-to-group',
      ]);
      expect(words.slice(-4)).toEqual(['--group-name', 'Clients', '--user-name', 'alice']);
    },
  );

  it('prints a placeholder if --group is missing, and the name of the user that --user names', async () => {
    const { stdout, stderr } = await cli.ok([
      'policy',
      'new-profile',
      '--commands',
      '--user',
      'bob',
    ]);
    expect(stdout).toContain('<GROUP>');
    expect(stdout).toContain('--user-name bob');
    expect(stderr).toContain('Replace <GROUP> with the right value, or use --group.');
  });

  it('prints the commands for the shell that --shell names', async () => {
    const { stdout } = await cli.ok([
      'policy',
      'new-profile',
      '--commands',
      '--group',
      'G',
      '--shell',
      'powershell',
    ]);
    expect(stdout).toContain('Set-Content');
  });
});
