import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accessCommands } from '../../../src/core/roles/access/access-commands.ts';
import type { RoleOf } from '../../../src/core/roles/role.ts';
import { externalSuite } from '../../interop/external-suite.ts';
import { awsCli, motoServer } from '../../support/external-programs.ts';
import { preloadedAws } from '../../support/preloaded-aws.ts';
import { freePort } from '../../support/free-port.ts';

const cli = awsCli();
const moto = motoServer();
const suite = externalSuite(
  'the IAM commands for access to a role, run by a real bash and AWS CLI against moto',
  {
    aws: cli,
    moto_server: moto,
  },
);

const role: RoleOf<'assume-role'> = {
  id: '0123456789ab',
  kind: 'assume-role',
  name: 'team/client-s3',
  // IAM allows all of these characters in the path of a role.
  roleArn: "arn:aws:iam::210987654321:role/My&App/it's/$HOME/MyS3Access",
  sourceProfile: 'default',
  targetProfile: 'client-s3',
  roleSessionName: 'alice@laptop',
  durationSeconds: 3600,
};

async function startMoto(program: string, port: number): Promise<void> {
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await expect
    .poll(
      () =>
        fetch(`http://127.0.0.1:${port}/moto-api/`).then(
          (answer) => answer.ok,
          () => false,
        ),
      {
        timeout: 120_000,
        interval: 200,
      },
    )
    .toBe(true);
}

describe.skipIf(suite.skip)(suite.title, () => {
  it('attach the policy to the new group of a user, or to the role of a session', async () => {
    const port = await freePort();
    await startMoto(moto ?? '', port);
    const folder = mkdtempSync(join(tmpdir(), 'rk-moto-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    symlinkSync(preloadedAws(cli ?? ''), join(folder, 'aws'));
    const env = {
      PATH: `${folder}:/usr/bin:/bin`,
      HOME: folder,
      AWS_ACCESS_KEY_ID: 'admin',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_PAGER: '',
    };
    const runInBash = async (lines: readonly string[]): Promise<string> =>
      (await promisify(execFile)('bash', ['-e', '-c', lines.join('\n')], { env, cwd: folder }))
        .stdout;
    const endpoint = `--endpoint-url http://127.0.0.1:${port}`;
    const iam = async (command: string): Promise<unknown> =>
      JSON.parse((await runInBash([`aws iam ${command} --output json ${endpoint}`])) || '{}');
    // AWS CLIs before 2.13 do not know AWS_ENDPOINT_URL.
    const withEndpoint = (lines: readonly string[]): readonly string[] =>
      lines.map((line) => (line.startsWith('aws ') ? `${line} ${endpoint}` : line));

    await iam('create-user --user-name alice');
    await iam(
      `create-role --role-name ci --assume-role-policy-document '{"Version":"2012-10-17","Statement":[]}'`,
    );
    const caller = {
      arn: 'arn:aws:iam::123456789012:user/alice',
      account: '123456789012',
      userId: 'AIDA',
    };
    const withOddGroup = accessCommands({ role, caller, group: "it's <devs>", shell: 'bash' });
    const withPlainGroup = accessCommands({ role, caller, group: 'devs', shell: 'bash' });
    if (withOddGroup.kind !== 'commands' || withPlainGroup.kind !== 'commands')
      throw new Error('no commands');
    expect(withOddGroup.lines[2]).toBe(`aws iam create-group --group-name 'it'\\''s <devs>'`);
    await runInBash(withEndpoint(withPlainGroup.lines));

    expect(await iam('list-attached-group-policies --group-name devs')).toMatchObject({
      AttachedPolicies: [{ PolicyName: 'assume-team-client-s3' }],
    });
    expect(await iam('get-group --group-name devs')).toMatchObject({
      Users: [{ UserName: 'alice' }],
    });
    const arn = 'arn:aws:iam::123456789012:policy/assume-team-client-s3';
    expect(await iam(`get-policy-version --policy-arn ${arn} --version-id v1`)).toMatchObject({
      PolicyVersion: {
        Document: { Statement: [{ Action: 'sts:AssumeRole', Resource: role.roleArn }] },
      },
    });

    const session = { ...caller, arn: 'arn:aws:sts::123456789012:assumed-role/ci/run-1' };
    const forRole = accessCommands({
      role: { ...role, name: 'for-ci' },
      caller: session,
      shell: 'bash',
    });
    if (forRole.kind !== 'commands') throw new Error('no commands');
    await runInBash(withEndpoint(forRole.lines));
    expect(await iam('list-attached-role-policies --role-name ci')).toMatchObject({
      AttachedPolicies: [{ PolicyName: 'assume-for-ci' }],
    });
  });
});
