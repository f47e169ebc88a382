import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedIdentityCenter,
  startEmbeddedIdentityCenter,
} from '../../demo/identity-center/embedded-identity-center.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { botocoreReader } from '../support/botocore-reader.ts';
import { type Cli, cliHome, plainRole, startStsWithAlice } from '../support/cli-harness.ts';
import { signInToFirm } from '../support/cli-roles.ts';
import { botocorePython } from '../support/external-programs.ts';

const python = botocorePython();
const startUrl = 'https://firm.awsapps.com/start';
const permissionSet =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef';
const device = 'arn:aws:iam::111122223333:mfa/alice';
const config = `[profile corp]
sso_session = firm
sso_account_id = 111122223333
sso_role_name = Dev
region = eu-west-1
[profile alone]
sso_start_url = ${startUrl}
sso_region = eu-central-1
sso_account_id = 111122223333
sso_role_name = Dev
[sso-session firm]
sso_start_url = ${startUrl}
sso_region = eu-central-1
`;
const dev = ['--account', '111122223333', '--permission-set', 'Dev', '--sso-session', 'firm'];

describe('permission sets and MFA sessions on the command line', () => {
  let sts: EmbeddedSts;
  let center: EmbeddedIdentityCenter;
  let cli: Cli;
  beforeEach(async () => {
    sts = await startStsWithAlice({ roles: [plainRole, { roleArn: permissionSet, trusts: [] }] });
    const roles = [{ accountId: '111122223333', roleName: 'Dev', roleArn: permissionSet }];
    center = await startEmbeddedIdentityCenter({ sts, startUrl, roles });
    cli = cliHome(sts, undefined, {
      AWS_ENDPOINT_URL_SSO: center.url,
      AWS_ENDPOINT_URL_SSO_OIDC: center.url,
    });
    writeFileSync(cli.configFile, config);
    await signInToFirm(cli, center, startUrl);
  });
  afterEach(async () => {
    cli.dispose();
    await center.close();
    await sts.close();
  });

  const addDev = () => cli.ok(['role', 'add', 'dev', ...dev, '--region', 'eu-west-1']);
  const addMfa = () =>
    cli.ok(['role', 'add', 'alice-mfa', '--mfa-session', '--mfa-serial', device]);

  /** Checks the output of each command that uses a session. */
  async function expectUsable(name: string, arn: RegExp): Promise<void> {
    expect((await cli.ok(['whoami', name])).stdout).toMatch(arn);
    const printed = JSON.parse((await cli.ok(['credentials', name])).stdout) as {
      readonly AccessKeyId: string;
    };
    expect(printed.AccessKeyId).toMatch(/^ASIA/);
    expect((await cli.ok(['env', name])).stdout).toContain(printed.AccessKeyId);
    const child = ['-e', 'console.log(process.env.AWS_ACCESS_KEY_ID)'];
    const run = await cli.ok(['exec', name, '--', process.execPath, ...child]);
    expect(run.stdout).toContain(printed.AccessKeyId);
    const { roles } = JSON.parse((await cli.ok(['status', '--json'])).stdout) as {
      readonly roles: readonly { readonly name: string; readonly state: string }[];
    };
    expect(roles).toContainEqual(expect.objectContaining({ name, state: 'active' }));
    const checks = JSON.parse((await cli.run(['doctor', '--json'])).stdout) as {
      readonly checks: readonly unknown[];
    };
    expect(checks.checks).toContainEqual(
      expect.objectContaining({
        check: 'identity',
        level: 'good',
        facts: expect.objectContaining({ role: name }) as object,
      }),
    );
  }

  it('can be used by each command that uses a session: a permission set', async () => {
    await addDev();
    expect((await cli.ok(['assume', 'dev', '--keep'])).stdout).toContain('dev');
    await expectUsable('dev', /assumed-role\/AWSReservedSSO_Dev_0123456789abcdef\/alice/);
    expect(cli.credentials()).toContain('region = eu-west-1');
    await cli.ok(['release', 'dev']);
    expect(cli.credentials()).not.toContain('[dev]');
  });

  it('can be used by each command that uses a session: an MFA session, after one MFA code', async () => {
    await addMfa();
    const needed = await cli.run(['assume', 'alice-mfa']);
    expect(needed.stderr).toContain(device);
    await cli.ok(['assume', 'alice-mfa', '--keep', '--mfa-code', '123456']);
    await expectUsable('alice-mfa', /arn:aws:iam::111122223333:user\/alice/);
    await cli.ok(['release', 'alice-mfa']);
    expect(cli.credentials()).not.toContain('[alice-mfa]');
  });

  it.skipIf(python === null)(
    'have sections in the credentials file that botocore can read',
    async () => {
      await addDev();
      await addMfa();
      await cli.ok(['assume', 'dev']);
      await cli.ok(['assume', 'alice-mfa', '--mfa-code', '123456']);
      const reader = botocoreReader(python ?? '');
      try {
        const values = await reader.read(cli.credentials());
        for (const name of ['dev', 'alice-mfa'])
          expect(values?.[name]).toMatchObject({
            aws_access_key_id: expect.stringMatching(/^ASIA/) as string,
            aws_session_token: expect.stringMatching(/.+/) as string,
          });
      } finally {
        reader.close();
      }
    },
  );

  it('can be the source of an assumed role: a permission set', async () => {
    await addDev();
    const arn = plainRole.roleArn;
    await cli.ok(['role', 'add', 'client', '--role-arn', arn, '--source-profile', 'dev']);
    await cli.ok(['assume', 'client']);
    expect(cli.credentials()).toContain('[client]');
    expect(cli.credentials()).not.toContain('[dev]');
  });

  it('are listed with a KIND column only if there are roles of several kinds', async () => {
    await addDev();
    const one = (await cli.ok(['role', 'list'])).stdout;
    expect(one).not.toContain('KIND');
    await addMfa();
    const two = (await cli.ok(['role', 'list'])).stdout;
    expect(two).toMatch(/^NAME +KIND +PROFILE/);
    expect(two).toMatch(/^dev +permission set +dev +firm .* 111122223333 Dev$/m);
    expect(two).toMatch(/^alice-mfa +MFA session +alice-mfa +default /m);
    const shown = (await cli.ok(['role', 'show', 'dev'])).stdout;
    expect(shown).toMatch(/^kind +permission set$/m);
    expect(shown).toMatch(/^sso-session +firm$/m);
    expect(shown).not.toContain('duration');
  });

  it('refuse an option of another kind of role, and the message names the option', async () => {
    const withId = await cli.run(['role', 'add', 'dev', ...dev, '--external-id', 'x-1']);
    expect(withId.code).toBe(2);
    expect(withId.stderr).toContain('--account and --external-id cannot be combined');
    await addDev();
    const set = await cli.run(['role', 'set', 'dev', '--policy-arn', 'arn:aws:iam::aws:policy/A']);
    expect(set.stderr).toContain('--policy-arn is not a field of a permission set');
    const without = await cli.run(['role', 'add', 'd', ...dev.slice(0, 4)]);
    expect(without.stderr).toContain('--sso-session is required, unless start-url is given');
    const policy = await cli.run(['policy', 'dev']);
    expect(policy.stderr).toContain('dev needs no policy');
    await cli.ok(['role', 'set', 'dev', '--permission-set', 'Other']);
    expect((await cli.ok(['role', 'show', 'dev'])).stdout).toMatch(/permission-set +Other/);
    const refused = await cli.run(['assume', 'dev']);
    expect(refused.stderr).toContain('You may not use Other in the account 111122223333');
    expect((await cli.ok(['role', 'list'])).stdout.split('\n')).toHaveLength(3);
  });

  it('are imported once from profiles with a permission set, and not again', async () => {
    const listed = (await cli.ok(['role', 'import'])).stdout;
    expect(listed).toMatch(/^corp +firm +corp-rk +new +111122223333 Dev$/m);
    await cli.ok(['role', 'import', '--all']);
    const { roles } = JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout) as {
      readonly roles: readonly unknown[];
    };
    const permission = { accountId: '111122223333', permissionSet: 'Dev', kind: 'identity-center' };
    expect(roles).toMatchObject([
      { name: 'alone', profile: 'alone-rk', startUrl, ssoRegion: 'eu-central-1', ...permission },
      { name: 'corp', profile: 'corp-rk', ssoSession: 'firm', region: 'eu-west-1', ...permission },
    ]);
    expect((await cli.ok(['role', 'import', '--all'])).stdout).toContain('nothing to import');
    await cli.ok(['assume', 'corp']);
    expect(cli.credentials()).toContain('[corp-rk]');
  });

  it('are included in exported and imported settings', async () => {
    await addDev();
    await addMfa();
    const file = join(cli.folder, 'settings.json');
    writeFileSync(file, (await cli.ok(['settings', 'export'])).stdout);
    const other = cliHome(sts);
    try {
      await other.ok(['settings', 'import', file]);
      const listed = (await cli.ok(['role', 'list', '--json'])).stdout;
      expect((await other.ok(['role', 'list', '--json'])).stdout).toBe(listed);
    } finally {
      other.dispose();
    }
    expect(readFileSync(file, 'utf8')).toContain('"kind": "identity-center"');
  });
});
