import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleOrganization } from '../../demo/identity-center/assignments.ts';
import {
  type EmbeddedIdentityCenter,
  startEmbeddedIdentityCenter,
} from '../../demo/identity-center/embedded-identity-center.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { leaksBelow, secretsIn } from '../support/secret-search.ts';
import {
  type Cli,
  cliHome,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';

const startUrl = 'https://firm.awsapps.com/start';
const { accounts, roles } = sampleOrganization(3, ['ReadOnly', 'Admin']);
const fromFirm = ['--sso-session', 'firm'];

describe('role discover', () => {
  let sts: EmbeddedSts;
  let center: EmbeddedIdentityCenter;
  let cli: Cli;
  let env: Record<string, string>;
  beforeEach(async () => {
    sts = await startStsWithAlice();
    center = await startEmbeddedIdentityCenter({ sts, startUrl, roles, accounts });
    cli = cliHome(sts);
    env = { AWS_ENDPOINT_URL_SSO: center.url, AWS_ENDPOINT_URL_SSO_OIDC: center.url };
    const section = `[sso-session firm]\nsso_start_url = ${startUrl}\nsso_region = eu-central-1\n`;
    writeFileSync(cli.configFile, section);
  });
  afterEach(async () => {
    cli.dispose();
    await center.close();
    await sts.close();
  });

  /** Runs the command with `--device` and allows each sign-in, as the user would in the browser. */
  async function discover(args: readonly string[]) {
    const running = cli.start(['role', 'discover', ...args, '--device'], env);
    const signedIn = setInterval(() => {
      for (const code of center.waiting()) center.answer(code, true);
    }, 20);
    const { code } = await running.ended();
    clearInterval(signedIn);
    return { code, lines: running.lines, stderr: running.stderr() };
  }

  async function roleNames(): Promise<readonly string[]> {
    const { stdout } = await cli.ok(['role', 'list', '--json']);
    const json = JSON.parse(stdout) as { readonly roles: readonly { readonly name: string }[] };
    return json.roles.map(({ name }) => name);
  }

  it('signs in, lists the permission sets, and adds no role', async () => {
    const { code, lines, stderr } = await discover([]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/shows the code [A-Z]{4}-[A-Z]{4}/);
    expect(lines).toEqual([
      'ACCOUNT    ID            PERMISSION SET  NAME                STATE',
      'Team 0001  100000000001  Admin           Team-0001-Admin     new',
      'Team 0001  100000000001  ReadOnly        Team-0001-ReadOnly  new',
      'Team 0002  100000000002  Admin           Team-0002-Admin     new',
      'Team 0002  100000000002  ReadOnly        Team-0002-ReadOnly  new',
      'Team 0003  100000000003  Admin           Team-0003-Admin     new',
      'Team 0003  100000000003  ReadOnly        Team-0003-ReadOnly  new',
      '',
      'Add them: rolekeeper role discover PATTERN… or rolekeeper role discover --all',
    ]);
    expect(await roleNames()).toEqual([]);
    const secrets = center.secrets().map((value) => ({
      name: 'of a sign-in',
      value,
      allowed: [/^\.aws\/sso\/cache\//],
    }));
    expect(leaksBelow(cli.folder, secrets)).toEqual([]);
    expect(secretsIn(stderr + lines.join('\n'), secrets)).toEqual([]);
  });

  it('exits with 1 without a terminal, and suggests `sign-in`', async () => {
    const { code, stderr } = await cli.run(['role', 'discover'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('rolekeeper sign-in firm');
    expect(center.calls()).toEqual([]);
  });

  it('adds with --yes the permission sets that match a pattern, and only lists them without --yes', async () => {
    const shown = await discover(['*1/read*', '0003 admin', ...fromFirm]);
    expect(shown.code).toBe(0);
    expect(shown.lines).toEqual([
      '     NAME                PROFILE             GROUP      ACCOUNT    ID            PERMISSION SET',
      'add  Team-0001-ReadOnly  Team-0001-ReadOnly  Team 0001  Team 0001  100000000001  ReadOnly',
      'add  Team-0003-Admin     Team-0003-Admin     Team 0003  Team 0003  100000000003  Admin',
    ]);
    expect(shown.stderr).toContain('Run again with --yes');
    expect(await roleNames()).toEqual([]);
    const args = ['*1/read*', '0003 admin', '--yes', '--template', '{accountId}.{role}'];
    const added = await cli.ok(['role', 'discover', ...args, '--group', 'Firm'], { env });
    expect(added.stderr).toContain('Added 2 roles.');
    expect(await roleNames()).toEqual(['100000000001.ReadOnly', '100000000003.Admin']);
    const { stdout } = await cli.ok(['role', 'show', '100000000001.ReadOnly', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'identity-center',
      ssoSession: 'firm',
      accountId: '100000000001',
      permissionSet: 'ReadOnly',
      group: 'Firm',
    });
    const session = await cli.ok(['assume', '100000000001.ReadOnly'], { env });
    expect(session.stdout).toContain('100000000001.ReadOnly: assumed');
    const again = await cli.ok(['role', 'discover', '--all', '--yes', '--json'], { env });
    expect(JSON.parse(again.stdout)).toMatchObject({ applied: true, add: { length: 4 } });
    expect((await roleNames()).length).toBe(6);
    const nothing = await cli.ok(['role', 'discover', '--all', '--yes'], { env });
    expect(nothing.stdout).toBe('There is nothing to add.\n');
  });

  it.skipIf(skippedWithoutTerminal())(
    'asks at a terminal before it adds a role, and adds nothing after the answer no',
    async () => {
      await discover(['--json']);
      const answers = [['Add 1 role? [y/N] ', 'n\r']] as const;
      const refused = await cli.onTerminal(['role', 'discover', '0002/Admin'], answers, env);
      expect(refused.stdout).toContain('Nothing was changed');
      expect(await roleNames()).toEqual([]);
      const allowed = [['Add 1 role? [y/N] ', 'y\r']] as const;
      await cli.onTerminal(['role', 'discover', '0002/Admin'], allowed, env);
      expect(await roleNames()).toEqual(['Team-0002-Admin']);
    },
  );

  it.skipIf(skippedWithoutTerminal())(
    'shows at a terminal how many accounts it has listed, but not with --json',
    async () => {
      await discover(['--json']);
      const large = sampleOrganization(20, ['ReadOnly', 'Admin']);
      center.assign(large.roles, large.accounts);
      // A listing needs 21 requests, which take 3 s at this rate. Progress is shown after 2 s.
      center.limit({ perSecond: 6, burst: 2 });
      const [shown, json] = await Promise.all([
        cli.onTerminal(['role', 'discover'], [], env),
        cli.onTerminal(['role', 'discover', '--json'], [], env),
      ]);
      const progress = /^\d+ of 20 accounts, \d+ permission sets/m;
      const throttled = 'AWS limits the requests, so this takes longer.';
      expect(shown.stdout).toMatch(progress);
      expect(shown.stdout).toContain(throttled);
      expect(JSON.parse(json.stdout)).toMatchObject({ permissionSets: { length: 40 } });
    },
  );

  it('exits with 1 for a name that is taken or a pattern without a match, and adds the other roles', async () => {
    await discover(['--json']);
    await cli.ok([
      'role',
      'add',
      'Team-0001-Admin',
      '--role-arn',
      'arn:aws:iam::123456789012:role/x',
    ]);
    const args = ['0001', '0002 admin', 'nothing*', '--yes'];
    const { code, stderr } = await cli.run(['role', 'discover', ...args], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('The pattern nothing* matches no permission set.');
    expect(stderr).toContain(
      'Team 0001 Admin cannot be added as Team-0001-Admin. The role Team-0001-Admin has this name.',
    );
    expect(await roleNames()).toEqual(['Team-0001-Admin', 'Team-0001-ReadOnly', 'Team-0002-Admin']);
    const same = await cli.run(['role', 'discover', '0003', '--template', '{account}'], { env });
    expect(same.code).toBe(1);
    expect(same.stderr).toContain('ReadOnly in Team 0003 gets the same name or profile.');
  });

  it('refuses an unknown placeholder or sso-session before it calls a server', async () => {
    const wrong = await cli.run(['role', 'discover', '--template', '{team}-{role}'], { env });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('{team}');
    expect(wrong.stderr).toContain('{account}, {accountId}, {email}, {role}');
    const unknown = await cli.run(['role', 'discover', '--sso-session', 'nope'], { env });
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('must be one of firm');
    const url = await cli.run(['role', 'discover', '--start-url', startUrl], { env });
    expect(url.code).toBe(2);
    expect(url.stderr).toContain('sso-region');
    const both = await cli.run(['role', 'discover', ...fromFirm, '--sso-region', 'eu-west-1'], {
      env,
    });
    expect(both.code).toBe(2);
    expect(both.stderr).toContain('sso-region');
    expect(center.calls()).toEqual([]);
  });

  it('lists and adds permission sets with --start-url and --sso-region, without an sso-session', async () => {
    writeFileSync(cli.configFile, '');
    const from = ['--start-url', startUrl, '--sso-region', 'eu-central-1'];
    const { code, stderr } = await discover(['0002/ReadOnly', ...from, '--yes']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('Added 1 role.')]);
    const { stdout } = await cli.ok(['role', 'show', 'Team-0002-ReadOnly', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ startUrl, ssoRegion: 'eu-central-1' });
    // Without these options, the command uses the sign-in of the only role.
    expect((await cli.ok(['role', 'discover'], { env })).stdout).toContain('already a role');
  });

  it('marks roles whose permission set is no longer listed, and removes the roles only with --remove-vanished', async () => {
    await discover(['--all', '--yes']);
    center.assign(
      roles.filter(({ accountId }) => accountId !== '100000000003'),
      accounts.slice(0, 2),
    );
    const { stdout } = await cli.ok(['role', 'discover'], { env });
    expect(stdout).toContain(
      'Team 0003  100000000003  Admin           Team-0003-Admin     no longer listed',
    );
    expect(stdout).toContain('rolekeeper role discover --remove-vanished');
    expect((await roleNames()).length).toBe(6);
    const removed = await cli.ok(['role', 'discover', '--remove-vanished', '--yes'], { env });
    expect(removed.stderr).toContain('Removed 2 roles.');
    expect((await roleNames()).length).toBe(4);
    expect((await cli.ok(['role', 'discover'], { env })).stdout).not.toContain('no longer listed');
  });

  it('exits with 1 if AWS refuses an account, and lists the permission sets of the others', async () => {
    await discover(['--json']);
    center.refuseAccount('100000000002', 'ForbiddenException');
    const { code, stdout, stderr } = await cli.run(['role', 'discover', '--json'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('Team 0002 (100000000002):');
    expect(JSON.parse(stdout)).toMatchObject({
      permissionSets: { length: 4 },
      unlisted: [{ accountId: '100000000002', failure: { kind: 'portal-refused' } }],
    });
  });
});
