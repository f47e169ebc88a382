import { createEmulator } from 'emulate';
import type { Emulator } from 'emulate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSection } from '../../src/core/credentials-file/section.ts';
import { cliHome, defaultSection, externalId, roleArn } from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';
import { cliOwner } from '../support/owner.ts';

/** Creates a role with a path, which the seed of `emulate` cannot do. */
async function createRole(url: string, path: string, roleName: string): Promise<void> {
  const answer = await fetch(`${url}/iam/`, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'CreateRole', Path: path, RoleName: roleName }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

describe('the STS of the npm package emulate', () => {
  let emulator: Emulator;
  let endpoint: string;
  let cli: Cli;
  const keysOf = (profile: string) =>
    readSection(cli.credentials(), profile, cliOwner(cli)).credentials;

  beforeAll(async () => {
    emulator = await createEmulator({ service: 'aws', port: 0 });
    endpoint = `${emulator.url}/sts/`;
    await createRole(emulator.url, '/MyApp/', 'MyS3Access');
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    // The endpoint in this home's environment does not answer, so each test sets another one.
    cli = cliHome(null);
  });
  afterEach(() => {
    cli.dispose();
  });

  const add = async (...more: readonly string[]): Promise<void> => {
    await cli.ok([
      ...['role', 'add', 'new-profile', '--role-arn', roleArn, '--external-id', externalId],
      ...['--session-name', 'FirstSession', ...more],
    ]);
  };

  it('gives a session to a role that has its address as endpoint, and `role list` prints the address', async () => {
    await add('--endpoint', endpoint);
    expect((await cli.ok(['role', 'list'])).stdout).toContain(`${roleArn} (${endpoint})`);
    const { stdout } = await cli.ok(['assume', 'new-profile']);
    expect(stdout).toMatch(/^new-profile: assumed, until .*\(59 min left\)$/m);
    const session = keysOf('new-profile');
    expect(session?.accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
    expect(session?.sessionToken).toMatch(/^[A-Za-z0-9+/]{86}==$/);
    expect(cli.credentials().startsWith(defaultSection)).toBe(true);
    // For `emulate`, every caller without an access token is its administrator.
    expect((await cli.ok(['whoami', 'new-profile'])).stdout).toMatch(
      /^arn:aws:iam::123456789012:user\/admin$/m,
    );
    await cli.ok(['release', 'new-profile']);
    expect(cli.credentials()).toBe(defaultSection);
  });

  it('accepts a request with every parameter of AssumeRole', async () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    const role = [
      'role',
      'add',
      'full',
      '--role-arn',
      roleArn,
      '--endpoint',
      endpoint,
      '--policy',
      '-',
    ];
    const tags = ['--tag', 'Project=Alpha', '--tag', 'Team=', '--transitive-tag-key', 'Project'];
    const more = [
      '--source-identity',
      'alice',
      '--policy-arn',
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
    ];
    await cli.ok([...role, ...tags, ...more], { input: policy });
    await cli.ok(['assume', 'full']);
    expect(keysOf('full')?.accessKeyId).toMatch(/^ASIA/);
  });

  it.each(['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL'])(
    'is called if %s has its address',
    async (name) => {
      // An empty variable has the same meaning as a missing one, as for the AWS CLI.
      const env = { AWS_ENDPOINT_URL_STS: '', [name]: endpoint };
      await add();
      await cli.ok(['assume', 'new-profile'], { env });
      expect(keysOf('new-profile')?.accessKeyId).toMatch(/^ASIA/);
    },
  );

  it('gives a session that `keep` uses, and does not replace while the session is fresh', async () => {
    const env = { AWS_ENDPOINT_URL_STS: endpoint };
    await add();
    await cli.ok(['assume', 'new-profile'], { env });
    const before = cli.credentials();
    const kept = cli.start(['keep', 'new-profile', '--json'], env);
    try {
      expect(JSON.parse(await kept.line('{'))).toMatchObject({
        event: 'adopted',
        role: 'new-profile',
        failure: null,
      });
    } finally {
      kept.child.kill();
      await kept.ended();
    }
    expect(cli.credentials()).toBe(before);
  });

  it('refuses a role that does not exist, and Rolekeeper prints its message and writes nothing', async () => {
    await cli.ok([
      'role',
      'add',
      'missing',
      '--role-arn',
      'arn:aws:iam::123456789012:role/Missing',
    ]);
    const { code, stderr } = await cli.run(['assume', 'missing'], {
      env: { AWS_ENDPOINT_URL_STS: endpoint },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('The role specified cannot be found.');
    expect(cli.credentials()).toBe(defaultSection);
  });
});
