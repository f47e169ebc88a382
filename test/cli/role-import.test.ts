import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../src/demo/sts/embedded-sts.ts';
import { cliHome, clientRole, externalId, plainRole, startWalkthroughSts, type Cli } from '../support/cli-harness.ts';

const behind = { roleArn: 'arn:aws:iam::123456789012:role/Behind', trusts: [plainRole.roleArn] };

describe('role import', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  let ran: string;
  beforeEach(async () => {
    sts = await startWalkthroughSts({ roles: [clientRole, plainRole, behind] });
    cli = cliHome(sts);
    ran = join(cli.folder, 'ran');
    writeFileSync(
      cli.configFile,
      `[default]
region = eu-west-1
[profile hub]
role_arn = ${plainRole.roleArn}
source_profile = default
[profile client]
role_arn = ${clientRole.roleArn}
source_profile = default
external_id = ${externalId}
role_session_name = FirstSession
duration_seconds = 7200
mfa_process = touch ${ran}
region = eu-central-1
[profile deep]
role_arn = ${behind.roleArn}
source_profile = hub
[profile machine]
role_arn = ${plainRole.roleArn}
credential_source = Ec2InstanceMetadata
[profile tool]
credential_process = touch ${ran}
[profile elsewhere]
role_arn = ${plainRole.roleArn}
source_profile = default
endpoint_url = https://sts.example.net
[profile guarded]
role_arn = ${plainRole.roleArn}
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/alice
`,
    );
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });
  const roles = async (): Promise<readonly Record<string, unknown>[]> => {
    const { stdout } = await cli.ok(['role', 'list', '--json']);
    return (JSON.parse(stdout) as { readonly roles: readonly Record<string, unknown>[] }).roles;
  };

  it('lists what could be imported without a name, and changes nothing', async () => {
    const { stdout } = await cli.ok(['role', 'import']);
    expect(stdout).toMatch(/^client +client-rk +default +arn:aws:iam::123456789012:role\/MyApp\/MyS3Access/m);
    expect(stdout).toMatch(/^elsewhere .*calls STS at https:\/\/sts\.example\.net/m);
    for (const name of ['machine', 'tool']) expect(stdout).not.toContain(`${name}-rk`);
    expect(await roles()).toEqual([]);
  });

  it('takes over every field, runs nothing and asks for no code', async () => {
    const { stdout } = await cli.ok(['role', 'import', 'client', 'guarded']);
    expect(stdout).toContain('Imported client: it writes the profile client-rk, from default.');
    expect(await roles()).toMatchObject([
      {
        name: 'client',
        roleArn: clientRole.roleArn,
        profile: 'client-rk',
        sourceProfile: 'default',
        externalId,
        roleSessionName: 'FirstSession',
        durationSeconds: 7200,
        region: 'eu-central-1',
      },
      { name: 'guarded', mfaSerial: 'arn:aws:iam::111122223333:mfa/alice' },
    ]);
    expect(sts.calls()).toEqual([]);
    expect(existsSync(ran)).toBe(false);
  });

  it('--all makes a chain of what belongs together, passes over what is no role or would call elsewhere, and the chain works', async () => {
    const { stdout } = await cli.ok(['role', 'import', '--all']);
    expect(stdout).toContain('elsewhere was passed over: calls STS at https://sts.example.net');
    expect((await roles()).map(({ name, sourceProfile }) => [name, sourceProfile])).toEqual([
      ['hub', 'default'],
      ['client', 'default'],
      ['deep', 'hub-rk'],
      ['guarded', 'default'],
    ]);
    await cli.ok(['assume', 'deep']);
    expect(sts.calls().filter(({ action }) => action === 'AssumeRole')).toMatchObject([
      { roleArn: plainRole.roleArn, outcome: { kind: 'ok' } },
      { roleArn: behind.roleArn, outcome: { kind: 'ok' } },
    ]);
    expect(cli.credentials()).toContain('[deep-rk]');
    const again = await cli.ok(['role', 'import', '--all']);
    expect(again.stdout).toContain('client was passed over: a role of that name is there already.');
    expect(await roles()).toHaveLength(4);
  });

  it('stores a source that was imported earlier as that role’s target, and one that was not as it is', async () => {
    await cli.ok(['role', 'import', 'deep']);
    expect(await roles()).toMatchObject([{ name: 'deep', sourceProfile: 'hub' }]);
    await cli.ok(['role', 'remove', 'deep']);
    await cli.ok(['role', 'import', 'hub']);
    await cli.ok(['role', 'import', 'deep']);
    expect(await roles()).toMatchObject([{ name: 'hub' }, { name: 'deep', sourceProfile: 'hub-rk' }]);
  });

  it('fails for a name that is none, with the reason, and imports the others', async () => {
    const { code, stderr } = await cli.run(['role', 'import', 'nobody', 'tool', 'machine', 'hub']);
    expect(code).toBe(1);
    expect(stderr).toContain('nobody cannot be imported.\n  The config file has no profile of that name.');
    expect(stderr).toContain('tool cannot be imported.\n  It has no role_arn');
    expect(stderr).toContain('credential_source');
    expect((await roles()).map(({ name }) => name)).toEqual(['hub']);
    expect((await cli.run(['role', 'import', 'hub', '--all'])).code).toBe(2);
  });

  it('takes hundreds at once', async () => {
    const many = Array.from(
      { length: 400 },
      (_, n) =>
        `[profile many-${String(n)}]\nrole_arn = arn:aws:iam::123456789012:role/R${String(n)}\nsource_profile = default\n`,
    );
    writeFileSync(cli.configFile, many.join(''));
    await cli.ok(['role', 'import', '--all']);
    expect(await roles()).toHaveLength(400);
  });
});
