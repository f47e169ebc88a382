import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import {
  type Cli,
  cliHome,
  clientRole,
  externalId,
  mfaRole,
  plainRole,
  skippedWithoutTerminal,
  startStsWithAlice,
} from '../support/cli-harness.ts';
import { signInToFirm } from '../support/cli-roles.ts';

const startUrl = 'https://firm.awsapps.com/start';
const permissionSet =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef';
const device = 'arn:aws:iam::111122223333:mfa/alice';
const config = `[sso-session firm]
sso_start_url = ${startUrl}
sso_region = eu-central-1
`;

describe('rolekeeper test', () => {
  let sts: EmbeddedSts;
  let center: Awaited<ReturnType<typeof startEmbeddedIdentityCenter>>;
  let cli: Cli;
  beforeEach(async () => {
    const roles = [clientRole, plainRole, mfaRole, { roleArn: permissionSet, trusts: [] }];
    sts = await startStsWithAlice({ roles });
    center = await startEmbeddedIdentityCenter({
      sts,
      startUrl,
      roles: [{ accountId: '111122223333', roleName: 'Dev', roleArn: permissionSet }],
    });
    cli = cliHome(sts, undefined, { AWS_ENDPOINT_URL_SSO: center.url });
    writeFileSync(cli.configFile, config);
  });
  afterEach(async () => {
    cli.dispose();
    await center.close();
    await sts.close();
  });

  const add = (name: string, ...options: readonly string[]) =>
    cli.ok(['role', 'add', name, ...options]);
  const addPlain = () => add('plain', '--role-arn', plainRole.roleArn);
  const addWithMfa = () => add('coded', '--role-arn', mfaRole.roleArn, '--mfa-serial', device);
  const settings = () => readFileSync(join(cli.folder, '.config/rolekeeper/settings.json'), 'utf8');

  it('prints the result of each step, and changes no file', async () => {
    await addPlain();
    const before = [cli.credentials(), settings(), (await cli.ok(['status', '--json'])).stdout];
    const { stdout, stderr } = await cli.ok(['test', 'plain']);
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'good The source profile default has credentials: access keys',
      'good AWS knows the caller: arn:aws:iam::111122223333:user/alice',
      expect.stringMatching(
        /^good The role can be assumed. A session that starts now lasts until /,
      ),
      'Everything works.',
      '',
    ]);
    const after = [cli.credentials(), settings(), (await cli.ok(['status', '--json'])).stdout];
    expect(after).toEqual(before);
    expect(await cli.ok(['role', 'test', 'plain'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('stops at the first step that fails, and says what to do', async () => {
    await add('denied', '--role-arn', clientRole.roleArn, '--external-id', `${externalId}-2`);
    const denied = await cli.run(['test', 'denied']);
    expect(denied).toMatchObject({ code: 1, stderr: '' });
    expect(denied.stdout).toMatch(/^good AWS knows the caller/m);
    expect(denied.stdout).toMatch(/^bad {2}AWS .*\.$/m);
    expect(denied.stdout).toMatch(/^ {5}To do: .*rolekeeper policy denied/m);
    expect(denied.stdout).not.toContain('Everything works');

    await add('lost', '--role-arn', plainRole.roleArn, '--source-profile', 'nowhere');
    const lost = await cli.run(['test', 'lost']);
    expect(lost).toMatchObject({ code: 1, stderr: '' });
    expect(lost.stdout).toMatch(/^bad {2}.*nowhere/);
    expect(await cli.run(['test', 'unknown'])).toMatchObject({ code: 1, stdout: '' });
  });

  it('says that the credentials file is broken, and does not say that a profile is missing', async () => {
    await addPlain();
    writeFileSync(cli.credentialsFile, cli.credentials().replace('[default]', '[default'));
    const { code, stdout } = await cli.run(['test', 'plain']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^bad {2}.*credentials cannot be read by the AWS CLI\./);
    expect(stdout).toContain('Line 2: ');
    expect(stdout).not.toContain('source profile');
  });

  it('prints on a line of its own the role between the tested role and its source profile', async () => {
    await add('between', '--role-arn', mfaRole.roleArn, '--mfa-serial', device);
    await add('last', '--role-arn', plainRole.roleArn, '--source-profile', 'between');
    const { stdout } = await cli.run(['test', 'last'], { env: { ROLEKEEPER_MFA_CODE: '123456' } });
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      'good The source profile default has credentials: access keys',
      '     Through between',
    ]);
  });

  it('uses the MFA code in ROLEKEEPER_MFA_CODE, and fails if the code is missing or wrong', async () => {
    await addWithMfa();
    const without = await cli.run(['test', 'coded']);
    expect(without.code).toBe(1);
    expect(without.stdout).toMatch(/^bad {2}.*MFA code/m);
    const env = { ROLEKEEPER_MFA_CODE: '123456' };
    const { stdout } = await cli.ok(['test', 'coded'], { env });
    expect(stdout).toContain('good Confirmed with the MFA device “alice”');
    const wrong = await cli.run(['test', 'coded'], { env: { ROLEKEEPER_MFA_CODE: '000000' } });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/^bad/m);
  });

  it.skipIf(skippedWithoutTerminal())(
    'asks at a terminal for the MFA code, after the steps that need no code',
    async () => {
      await addWithMfa();
      const { code, stdout } = await cli.onTerminal(['test', 'coded'], [['MFA code', '123456\r']]);
      expect(code).toBe(0);
      const lines = stdout.replaceAll('\r', '');
      expect(lines.match(/AWS knows the caller/g)).toHaveLength(1);
      expect(lines.indexOf('AWS knows the caller')).toBeLessThan(lines.indexOf('MFA code from'));
      expect(lines).toContain('Everything works.');
    },
  );

  it('tests permission sets and MFA sessions too, and writes no session into the file', async () => {
    await signInToFirm(cli, center, startUrl);
    await add('dev', '--account=111122223333', '--permission-set=Dev', '--sso-session=firm');
    expect((await cli.ok(['test', 'dev'])).stdout).toContain('Everything works.');
    await add('gone', '--account=111122223333', '--permission-set=Other', '--sso-session=firm');
    const gone = await cli.run(['test', 'gone']);
    expect(gone.code).toBe(1);
    expect(gone.stdout).toMatch(/^bad {2}.*Other/m);
    await add('alice-mfa', '--mfa-session', '--mfa-serial', device);
    const env = { ROLEKEEPER_MFA_CODE: '123456' };
    const session = await cli.ok(['test', 'alice-mfa'], { env });
    expect(session.stdout).toContain('Everything works.');
    expect(cli.credentials()).not.toContain('ASIA');
  });

  it('prints the steps as JSON, without keys', async () => {
    await addPlain();
    await addWithMfa();
    const good = await cli.ok(['test', 'plain', '--json']);
    expect(JSON.parse(good.stdout)).toEqual({
      name: 'plain',
      works: true,
      steps: [
        { step: 'source', passed: true, profile: 'default', gives: 'keys', through: [] },
        { step: 'caller', passed: true, arn: 'arn:aws:iam::111122223333:user/alice' },
        {
          step: 'assume',
          passed: true,
          roleArn: plainRole.roleArn,
          expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        },
      ],
    });
    const bad = await cli.run(['test', 'coded', '--json']);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      works: false,
      steps: [
        { step: 'source' },
        { step: 'caller' },
        { step: 'code', passed: false, failure: { kind: 'mfa-needed' } },
      ],
    });
    expect(good.stdout + bad.stdout).not.toMatch(/ASIA|IQoJ/);
  });
});
