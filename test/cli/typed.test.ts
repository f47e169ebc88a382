import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  cliHome,
  externalId,
  plainRole,
  roleArn,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import type { Cli } from '../support/cli-harness.ts';

describe('the command line as a person types it', () => {
  let sts: EmbeddedSts;
  let cli: Cli;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    cli = cliHome(sts);
    const id = ['--external-id', externalId, '--duration', '7200'];
    const add = ['role', 'add', 'client-s3', '--role-arn', roleArn, '--profile', 'new-profile'];
    await cli.ok([...add, ...id, '--tag', 'Project=Alpha', '--tag', 'Team=Data']);
    await cli.ok(['role', 'add', 'plain', '--role-arn', plainRole.roleArn]);
  });
  afterEach(async () => {
    cli.dispose();
    await sts.close();
  });

  const json = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await cli.ok([...args, '--json'])).stdout);

  it('accepts the profile of a role in place of the role’s name', async () => {
    await cli.ok(['assume', 'new-profile']);
    expect(cli.credentials()).toContain('[new-profile]');
    expect((await cli.ok(['whoami', 'new-profile'])).stdout).toContain('assumed-role/MyS3Access');
    expect((await cli.ok(['env', 'new-profile'])).stdout).toContain('AWS_SESSION_TOKEN');
    expect((await cli.ok(['activity', 'new-profile'])).stdout).toContain('client-s3');
    expect((await cli.ok(['policy', 'new-profile'])).stdout).toContain(roleArn);
    expect((await cli.ok(['release', 'new-profile', 'client-s3'])).stdout).toMatch(
      /^Released client-s3: [^]*$/,
    );
    expect(cli.credentials()).not.toContain('[new-profile]');
    await cli.ok(['role', 'set', 'new-profile', '--group', 'Clients']);
    await cli.ok(['role', 'remove', 'new-profile']);
    expect((await cli.ok(['role', 'list'])).stdout).not.toContain('client-s3');
  });

  it('finds the role that has the typed name, not a role whose profile has that name', async () => {
    await cli.ok(['role', 'set', 'plain', '--name', 'new-profile', '--profile', 'other']);
    expect(await json('role', 'show', 'new-profile')).toMatchObject({ roleArn: plainRole.roleArn });
  });

  it('prints with `role show` the fields that have a value, and all fields with --json', async () => {
    const { stdout } = await cli.ok(['role', 'show', 'client-s3']);
    expect(stdout).toMatch(/^external-id +client-external-id$/m);
    expect(stdout).toMatch(/^duration +7200$/m);
    expect(stdout).toMatch(/^tag +Project=Alpha\ntag +Team=Data$/m);
    expect(stdout).not.toContain('mfa-serial');
    const { roles } = (await json('role', 'list')) as { readonly roles: readonly unknown[] };
    expect(await json('role', 'show', 'client-s3')).toEqual(roles[0]);
  });

  it('shows the external ID and the duration in `role list`', async () => {
    const { stdout } = await cli.ok(['role', 'list']);
    expect(stdout).toMatch(/^NAME +PROFILE +SOURCE +EXTERNAL ID +DURATION +ROLE$/m);
    expect(stdout).toMatch(/^client-s3 .* client-external-id +7200 s +arn:/m);
    expect(stdout).toMatch(/^plain .* - +3600 s +arn:/m);
  });

  it('accepts ls for `role list`, rm for `role remove`, and -v for --version', async () => {
    const list = (await cli.ok(['role', 'list'])).stdout;
    expect((await cli.ok(['ls'])).stdout).toBe(list);
    expect((await cli.ok(['role', 'ls'])).stdout).toBe(list);
    await cli.ok(['role', 'rm', 'plain']);
    await cli.ok(['rm', 'client-s3']);
    expect((await cli.ok(['-v'])).stdout).toBe((await cli.ok(['--version'])).stdout);
    expect((await cli.ok(['help', 'role', 'rm'])).stdout).toContain('rolekeeper role remove NAME');
  });

  it('assumes every role with `assume --all`', async () => {
    await cli.ok(['assume', '--all']);
    expect(cli.credentials()).toContain('[new-profile]');
    expect(cli.credentials()).toContain('[plain]');
  });

  it('prints JSON for whoami, release and restore', async () => {
    expect(await json('whoami', 'plain')).toEqual({
      arn: expect.stringContaining(':assumed-role/Plain/') as string,
      account: '123456789012',
      userId: expect.any(String) as string,
    });
    await cli.ok(['assume', '--all']);
    const released = await cli.run(['release', 'plain', 'nobody', '--json']);
    expect(released.code).toBe(1);
    expect(JSON.parse(released.stdout)).toMatchObject({
      roles: [
        { name: 'plain', profile: 'plain', restorable: false, alsoIn: [], failure: null },
        { name: 'nobody', profile: null, failure: { kind: 'role-unknown' } },
      ],
    });
    const { backups } = (await json('restore', '--list')) as {
      readonly backups: readonly { readonly id: string; readonly kind: string }[];
    };
    const { id = '' } = backups.find(({ kind }) => kind === 'original') ?? {};
    expect(await json('restore', '--file', id)).toMatchObject({ applied: false, backup: { id } });
    expect(await json('restore', '--purge')).toMatchObject({ applied: false, kept: [] });
    expect(await json('restore', '--file', id, '--yes')).toMatchObject({ applied: true });
    expect(await json('restore', '--purge', '--yes')).toMatchObject({ applied: true });
    expect(await json('restore', '--list')).toEqual({ backups: [] });
  });

  it('prints JSON for role import and settings import', async () => {
    const profile = `[profile third]\nrole_arn = ${plainRole.roleArn}\nsource_profile = default\n`;
    writeFileSync(cli.configFile, profile);
    expect(await json('role', 'import')).toMatchObject({
      configFile: cli.configFile,
      profiles: [{ profile: 'third', role: { name: 'third' }, obstacle: null }],
    });
    expect(await json('role', 'import', '--all')).toMatchObject({
      roles: [{ profile: 'third', role: { profile: 'third-rk' }, failure: null }],
    });
    expect(await json('role', 'import', '--all')).toEqual({ roles: [] });
    const exported = (await cli.ok(['settings', 'export'])).stdout;
    await cli.ok(['rm', 'third']);
    const imported = await cli.ok(['settings', 'import', '-', '--json'], { input: exported });
    expect(JSON.parse(imported.stdout)).toMatchObject({
      dryRun: false,
      roles: [{ is: 'same' }, { is: 'same' }, { role: { name: 'third' }, is: 'new' }],
      settings: [],
    });
  });

  it('prints the same `env` output for zsh and bash', async () => {
    const bash = (await cli.ok(['env', 'plain', '--shell', 'bash'])).stdout;
    expect((await cli.ok(['env', 'plain', '--shell', 'zsh'])).stdout).toBe(bash);
  });

  it('prints "Nothing has happened yet" for a role without activity, but not for an unknown role', async () => {
    const { code, stdout, stderr } = await cli.run(['activity', 'nobody']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('There is no role named nobody');
    expect((await cli.ok(['activity', 'plain'])).stdout).toBe('Nothing has happened yet.\n');
  });

  it.skipIf(skippedWithoutTerminal())(
    'prints what `restore --file` would change, and changes nothing without --yes even at a terminal',
    async () => {
      await cli.ok(['assume', 'plain']);
      const list = (await cli.ok(['restore', '--list'])).stdout;
      const id = /^original-\S+/m.exec(list)?.[0] ?? '';
      writeFileSync(cli.credentialsFile, `${cli.credentials()}\n[mine]\nregion = eu-west-3\n`);
      const before = cli.credentials();
      const shown = await cli.onTerminal(['restore', '--file', id]);
      expect(shown.code).toBe(0);
      expect(shown.stdout).toContain('Sections that would change: mine');
      expect(shown.stdout).toContain('Run again with --yes to apply');
      expect(cli.credentials()).toBe(before);
    },
  );
});
