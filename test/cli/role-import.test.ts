import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  alice,
  cliHome,
  externalId,
  mfaRole,
  plainRole,
  roleArn,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

describe('role import', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  let marker: string;
  let config: string;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    sts.setRole({ ...plainRole, trusts: [roleArn], externalId: 'inner' });
    cli = cliHome(sts);
    marker = join(cli.folder, 'was-run');
    config = `[default]
region = eu-central-1

[profile client]
role_arn = ${roleArn}
source_profile = default
external_id = ${externalId}
role_session_name = alice-at-work
duration_seconds = 900
region = eu-west-1

[profile inner]
role_arn = ${plainRole.roleArn}
source_profile = client
external_id = inner

[profile with-mfa]
role_arn = ${mfaRole.roleArn}
source_profile = runs
mfa_serial = arn:aws:iam::111122223333:mfa/alice
mfa_process = touch ${marker}

[profile runs]
credential_process = touch ${marker}

[profile corp]
sso_account_id = 123456789012
sso_role_name = Dev
`;
    writeFileSync(cli.configFile, config);
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });

  const listRoles = async () => {
    const { roles } = JSON.parse((await cli.ok(['role', 'list', '--json'])).stdout) as {
      roles: readonly Readonly<Record<string, unknown>>[];
    };
    return roles;
  };

  it('lists the profiles that can be imported, and changes nothing', async () => {
    const before = cli.credentials();
    const { stdout, stderr } = await cli.ok(['role', 'import']);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'PROFILE   SOURCE                     WRITES       IMPORT  ROLE',
      `client    default                    client-rk    new     ${roleArn}`,
      `inner     client (role_arn)          inner-rk     new     ${plainRole.roleArn}`,
      `with-mfa  runs (credential_process)  with-mfa-rk  new     ${mfaRole.roleArn}`,
    ]);
    expect(stdout).toContain('rolekeeper role import --all');
    expect(stderr).toBe('');
    expect(await listRoles()).toEqual([]);
    expect(cli.credentials()).toBe(before);
    expect(existsSync(join(cli.folder, '.config', 'rolekeeper', 'settings.json'))).toBe(false);
  });

  it('adds all roles without running a program or calling STS, and an imported role can be assumed', async () => {
    const { stdout, stderr } = await cli.ok(['role', 'import', '--all']);
    expect(stdout).toBe(
      'Imported client: its source is default, and its keys go to the profile client-rk\nImported inner: its source is client-rk, and its keys go to the profile inner-rk\nImported with-mfa: its source is runs, and its keys go to the profile with-mfa-rk\n',
    );
    expect(stderr).toBe('');
    expect(sts.calls()).toEqual([]);
    expect(existsSync(marker)).toBe(false);
    expect(readFileSync(cli.configFile, 'utf8')).toBe(config);
    expect(await listRoles()).toMatchObject([
      {
        name: 'client',
        profile: 'client-rk',
        sourceProfile: 'default',
        region: 'eu-west-1',
        durationSeconds: 900,
      },
      { name: 'inner', profile: 'inner-rk', sourceProfile: 'client-rk', externalId: 'inner' },
      { name: 'with-mfa', sourceProfile: 'runs', mfaSerial: 'arn:aws:iam::111122223333:mfa/alice' },
    ]);
    await cli.ok(['assume', 'inner']);
    expect(sts.calls()).toMatchObject([
      {
        action: 'AssumeRole',
        roleArn,
        roleSessionName: 'alice-at-work',
        durationSeconds: 900,
        outcome: { kind: 'ok' },
      },
      { action: 'AssumeRole', roleArn: plainRole.roleArn, outcome: { kind: 'ok' } },
    ]);
    expect(cli.credentials()).toContain('[inner-rk]');
  });

  it('skips existing roles with --all, and exits with 1 if the given profile was imported before', async () => {
    await cli.ok(['role', 'import', 'client']);
    const again = await cli.ok(['role', 'import', '--all']);
    expect(again.stdout).not.toContain('Imported client');
    expect(again.stdout).toContain('Imported inner: its source is client-rk');
    expect((await cli.ok(['role', 'import', '--all'])).stdout).toBe(
      'There is nothing to import.\n',
    );
    const { code, stderr } = await cli.run(['role', 'import', 'client']);
    expect(code).toBe(1);
    expect(stderr).toContain('already is the role client');
    expect((await cli.ok(['role', 'import'])).stdout).toContain('already a role');
  });

  it('exits with 1 for a profile that has no role or does not exist, and still imports the others', async () => {
    const { code, stdout, stderr } = await cli.run(['role', 'import', 'corp', 'clent', 'client']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'The profile corp has no role_arn, but an IAM Identity Center sign-in',
    );
    expect(stderr).toContain('There is no profile clent. Did you mean client?');
    expect(stdout).toContain('Imported client');
    expect(await listRoles()).toHaveLength(1);
  });

  it('warns if the new profile already has a role_arn or access keys', async () => {
    writeFileSync(
      cli.configFile,
      `${config}\n[profile client-rk]\nrole_arn = ${roleArn}\nsource_profile = default\n[profile inner-rk]\naws_access_key_id = AKIA\naws_secret_access_key = s\n`,
    );
    const { stdout } = await cli.ok(['role', 'import']);
    expect(stdout).toContain(
      'client: The profile client-rk has a role_arn with a source in the config file',
    );
    expect(stdout).toContain(
      "inner: The profile inner-rk has access keys that are not Rolekeeper's",
    );
    const { stderr } = await cli.ok(['role', 'import', 'client']);
    expect(stderr).toContain('hides its keys from every AWS tool');
  });

  it('refuses a custom endpoint unless --allow-endpoint has the same address', async () => {
    writeFileSync(
      cli.configFile,
      config.replace('region = eu-west-1', 'endpoint_url = https://sts.example.com'),
    );
    expect((await cli.ok(['role', 'import'])).stdout).toContain(
      `${roleArn} (https://sts.example.com)`,
    );
    for (const more of [[], ['--allow-endpoint', 'https://other.example.com']]) {
      const { code, stderr } = await cli.run(['role', 'import', 'client', ...more]);
      expect(code).toBe(1);
      expect(stderr).toContain('sends its requests to https://sts.example.com');
      expect(stderr).toContain(
        'rolekeeper role import client --allow-endpoint https://sts.example.com',
      );
    }
    expect(await listRoles()).toEqual([]);
    await cli.ok(['role', 'import', 'client', '--allow-endpoint', 'https://sts.example.com']);
    expect(await listRoles()).toMatchObject([{ endpoint: 'https://sts.example.com' }]);
  });

  it.skipIf(skippedWithoutTerminal())(
    'asks at a terminal whether the role may use a custom endpoint',
    async () => {
      writeFileSync(
        cli.configFile,
        config.replace('region = eu-west-1', 'endpoint_url = https://sts.example.com'),
      );
      const refused = await cli.onTerminal(['role', 'import', 'client'], [['[y/N]', '\n']]);
      expect(refused.code).toBe(1);
      expect(await listRoles()).toEqual([]);
      const allowed = await cli.onTerminal(['role', 'import', 'client'], [['[y/N]', 'y\n']]);
      expect(allowed.code).toBe(0);
      expect(await listRoles()).toMatchObject([{ endpoint: 'https://sts.example.com' }]);
    },
  );

  it('prints a profile name without its control characters', async () => {
    writeFileSync(
      cli.configFile,
      `[profile "evil \u001b[31m\u202ename"]\nrole_arn = ${roleArn}\nsource_profile = default\n`,
    );
    const { stdout } = await cli.ok(['role', 'import', '--all']);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
    expect(await listRoles()).toMatchObject([
      { name: expect.stringMatching(/^[\w-]+$/) as string },
    ]);
  });

  it('adds three hundred roles at once', async () => {
    const many = Array.from(
      { length: 300 },
      (_, at) =>
        `[profile p${at}]\nrole_arn = arn:aws:iam::123456789012:role/R${at}\nsource_profile = default\n`,
    );
    writeFileSync(cli.configFile, many.join('\n'));
    await cli.ok(['role', 'import', '--all']);
    expect(await listRoles()).toHaveLength(300);
    expect(cli.credentials()).toContain(alice.accessKeyId);
  });

  it('says that there is nothing to import if no profile has a role_arn, and refuses a profile name with --all', async () => {
    writeFileSync(cli.configFile, '[default]\nregion = eu-west-1\n');
    expect((await cli.ok(['role', 'import'])).stdout).toContain('has a role_arn');
    expect((await cli.ok(['role', 'import', '--all'])).stdout).toBe(
      'There is nothing to import.\n',
    );
    expect((await cli.run(['role', 'import', 'a', '--all'])).code).toBe(2);
    expect((await cli.run(['role', 'import', '--allow-endpoint', 'https://x.example'])).code).toBe(
      2,
    );
  });

  it('offers the MFA device of the source profile, and a denial names MFA as the first cause', async () => {
    const device = 'arn:aws:iam::111122223333:mfa/alice';
    const admin = `[profile admin]\nrole_arn = ${mfaRole.roleArn}\nsource_profile = default\n`;
    writeFileSync(cli.configFile, `[default]\nmfa_serial = ${device}\n${admin}`);
    const listed = await cli.ok(['role', 'import']);
    expect(listed.stdout).toContain(`The profile default has the MFA device ${device}.`);
    expect(listed.stdout).toContain('--source-mfa');
    const plain = await cli.ok(['role', 'import', 'admin']);
    expect(plain.stdout + plain.stderr).toContain(`the MFA device ${device}`);
    const denied = await cli.run(['assume', 'admin']);
    expect(denied.code).toBe(1);
    const [, first] = denied.stderr.split('\n');
    expect(first).toContain('MFA is probably missing');
    expect(denied.stderr).toContain(`rolekeeper role set admin --mfa-serial ${device}`);

    await cli.ok(['role', 'remove', 'admin']);
    const offered = await cli.ok(['role', 'import', 'admin', '--source-mfa']);
    expect(offered.stdout + offered.stderr).not.toContain('does not use it');
    const env = { ROLEKEEPER_MFA_CODE: '123456' };
    await cli.ok(['assume', 'admin'], { env });
  });
});
