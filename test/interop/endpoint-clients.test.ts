import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fromHttp } from '@aws-sdk/credential-providers';
import { STSClient } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cliHome, plainRole, startStsWithAlice } from '../support/cli-harness.ts';
import { MINUTE } from '../support/core-harness.ts';
import { freePort } from '../support/free-port.ts';
import { awsCli, botocorePython } from '../support/external-programs.ts';
import { preloadedAws } from '../support/preloaded-aws.ts';
import { externalSuite } from './external-suite.ts';
import { endpointProcess } from './endpoint-process.ts';
import { servedRole } from './served-role.ts';

const python = botocorePython();
const botocore = externalSuite('botocore', { botocore: python });
describe.skipIf(botocore.skip)(botocore.title, () => {
  it('gets the new credentials from Rolekeeper’s endpoint after each refresh, in one process', async () => {
    const { machine, url, tokenFile, currentKeyId, close } = await servedRole();
    const program = endpointProcess(python ?? '', {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    });
    try {
      const seen = new Set<string>();
      for (let hour = 0; hour < 4; hour += 1) {
        const reading = await program.readAt(machine.clock.now());
        expect(reading).toMatchObject({ accessKeyId: currentKeyId(), accountId: '123456789012' });
        if ('accessKeyId' in reading) seen.add(reading.accessKeyId);
        await machine.clock.advance(50 * MINUTE);
      }
      expect(seen.size).toBe(4);
    } finally {
      program.close();
      await close();
    }
  });

  it('gets new credentials with the same address and token after the role was renamed', async () => {
    const { machine, app, role, url, tokenFile, currentKeyId, close } = await servedRole();
    const program = endpointProcess(python ?? '', {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    });
    try {
      const before = await program.readAt(machine.clock.now());
      const changes = { name: 'renamed' };
      await app.value(app.app.api.role.set({ roleId: role.id, changes }));
      await machine.clock.advance(50 * MINUTE);
      const after = await program.readAt(machine.clock.now());
      expect(after).toMatchObject({ accessKeyId: currentKeyId() });
      expect(after).not.toEqual(before);
    } finally {
      program.close();
      await close();
    }
  });

  it('has the message of the endpoint in its error if the role is off', async () => {
    const { machine, app, role, url, tokenFile, close } = await servedRole();
    const release = app.app.api.session.release({ roleId: role.id });
    await app.value(release);
    const program = endpointProcess(python ?? '', {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    });
    try {
      const reading = await program.readAt(machine.clock.now());
      expect(JSON.stringify(reading)).toContain('because of role-off');
    } finally {
      program.close();
      await close();
    }
  });
});

describe('the AWS SDK for JavaScript', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gets the new credentials from Rolekeeper’s endpoint after each refresh, in one client', async () => {
    const { machine, url, tokenFile, currentKeyId, close } = await servedRole();
    vi.useFakeTimers({ toFake: ['Date'] });
    const client = new STSClient({
      region: 'eu-central-1',
      credentials: fromHttp({
        awsContainerCredentialsFullUri: url,
        awsContainerAuthorizationTokenFile: tokenFile,
      }),
    });
    const seen = new Set<string>();
    for (let hour = 0; hour < 4; hour += 1) {
      vi.setSystemTime(machine.clock.now());
      const { accessKeyId } = await client.config.credentials();
      expect(accessKeyId).toBe(currentKeyId());
      seen.add(accessKeyId);
      await machine.clock.advance(56 * MINUTE);
    }
    expect(seen.size).toBe(4);
    client.destroy();
    await close();
  });

  it('has the code and the message of the endpoint in its error if the role is off', async () => {
    const { app, role, url, tokenFile, close } = await servedRole();
    await app.value(app.app.api.session.release({ roleId: role.id }));
    const options = {
      awsContainerCredentialsFullUri: url,
      awsContainerAuthorizationTokenFile: tokenFile,
      maxRetries: 0,
    };
    await expect(fromHttp(options)()).rejects.toMatchObject({
      message: 'Server responded with status: 403',
      Code: 'role-off',
      Message: 'because of role-off',
    });
    await close();
  });
});

/** The AWS CLI on the PATH, and the one that a Debian package installs. */
const commands = [...new Set([awsCli(), '/usr/bin/aws'])].filter(
  (path) => path !== null && existsSync(path),
);
const cli = externalSuite('the AWS CLI', { aws: commands[0] ?? null });
describe.skipIf(cli.skip)(cli.title, () => {
  it.each(commands.map((path) => realpathSync(path ?? '')))(
    'signs with the newest session from Rolekeeper’s endpoint: %s',
    async (aws) => {
      const sts = await startStsWithAlice();
      const home = cliHome(sts);
      await home.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
      const serving = home.start(['serve', 'plain', '--port', String(await freePort())]);
      try {
        const valueOf = async (name: string): Promise<string> =>
          (await serving.line(name)).slice(name.length + 1);
        const tokenFile = await valueOf('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
        const env = {
          PATH: process.env['PATH'],
          HOME: mkdtempSync(join(tmpdir(), 'rk-empty-')),
          AWS_DEFAULT_REGION: 'eu-central-1',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_CONTAINER_CREDENTIALS_FULL_URI: await valueOf('AWS_CONTAINER_CREDENTIALS_FULL_URI'),
          AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
          // AWS CLIs from before November 2023 know only the variable with the token itself.
          AWS_CONTAINER_AUTHORIZATION_TOKEN: readFileSync(tokenFile, 'utf8'),
        };
        const identity = async (): Promise<string | null | undefined> => {
          sts.forgetCalls();
          // AWS CLIs from before July 2023 do not know AWS_ENDPOINT_URL_STS.
          const args = ['sts', 'get-caller-identity', '--endpoint-url', sts.url];
          const { stdout } = await promisify(execFile)(preloadedAws(aws), args, { env });
          expect(stdout).toContain('assumed-role/Plain');
          return sts.calls().find(({ action }) => action === 'GetCallerIdentity')?.accessKeyId;
        };
        const written = () =>
          /\[plain\][^[]*aws_access_key_id = (\S+)/.exec(home.credentials())?.[1];
        await expect.poll(written).toBeDefined();
        const first = await identity();
        expect(first).toBe(written());
        await home.ok(['assume', 'plain']);
        const second = await identity();
        expect(second).toBe(written());
        expect(second).not.toBe(first);
      } finally {
        serving.child.kill('SIGKILL');
        await serving.ended();
        home.dispose();
        await sts.close();
      }
    },
  );
});
