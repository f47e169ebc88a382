import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EmbeddedIdentityCenter,
  startEmbeddedIdentityCenter,
} from '../../demo/identity-center/embedded-identity-center.ts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { leaksBelow, secretsIn } from '../support/secret-search.ts';
import { type Cli, cliHome, roleArn, startStsWithAlice } from '../support/cli-harness.ts';

const startUrl = 'https://firm.awsapps.com/start';
const permissionSet =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef';

describe('rolekeeper sign-in', () => {
  let sts: EmbeddedSts;
  let center: EmbeddedIdentityCenter;
  let cli: Cli;
  let env: Record<string, string>;
  beforeEach(async () => {
    sts = await startStsWithAlice({
      roles: [
        { roleArn, trusts: ['arn:aws:iam::111122223333:root'] },
        { roleArn: permissionSet, trusts: [] },
      ],
    });
    center = await startEmbeddedIdentityCenter({
      sts,
      startUrl,
      roles: [{ accountId: '111122223333', roleName: 'Dev', roleArn: permissionSet }],
    });
    cli = cliHome(sts);
    env = { AWS_ENDPOINT_URL_SSO: center.url, AWS_ENDPOINT_URL_SSO_OIDC: center.url };
    writeFileSync(
      cli.configFile,
      `[profile corp]
sso_session = firm
sso_account_id = 111122223333
sso_role_name = Dev
[sso-session firm]
sso_start_url = ${startUrl}
sso_region = eu-central-1
`,
    );
    await cli.ok(['role', 'add', 'client', '--role-arn', roleArn, '--source-profile', 'corp']);
  });
  afterEach(async () => {
    cli.dispose();
    await center.close();
    await sts.close();
  });

  /** The output of `sign-in` and `keep` in all tests of this file. */
  let printed = '';

  /** Signs in with `--device`, and enters the code, as a user does on the sign-in page. */
  async function signIn(): Promise<void> {
    const running = cli.start(['sign-in', 'corp', '--device'], env);
    const shown = (): string =>
      /shows the code ([A-Z]{4}-[A-Z]{4})/.exec(running.stderr())?.[1] ?? '';
    await expect.poll(shown).not.toBe('');
    const code = shown();
    expect(running.stderr()).toContain(`${center.url}/device?user_code=${code}`);
    expect(center.answer(code, true)).toBe(true);
    expect((await running.ended()).code).toBe(0);
    printed += running.stderr() + running.lines.join('\n');
    expect(running.lines).toEqual([
      'Signed in for corp. Roles that are on continue automatically.',
    ]);
  }

  it('is suggested by `assume` if the source needs a sign-in, and `assume` succeeds after the sign-in', async () => {
    const refused = await cli.run(['assume', 'client'], { env });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('corp needs you to sign in');
    expect(refused.stderr).toContain('rolekeeper sign-in corp');
    expect(sts.calls()).toEqual([]);
    await signIn();
    expect((await cli.ok(['assume', 'client'], { env })).stdout).toContain('client: assumed');
    expect(sts.calls()[0]?.callerArn).toContain(
      'assumed-role/AWSReservedSSO_Dev_0123456789abcdef/alice',
    );
  });

  it('lets a running `keep` assume its role, and stores secrets only in the token cache of the AWS CLI', async () => {
    await cli.run(['assume', 'client', '--keep'], { env });
    const keeping = cli.start(['keep'], env);
    await expect.poll(() => keeping.lines.join('\n') + keeping.stderr()).toContain('sign in');
    await signIn();
    await expect.poll(() => keeping.lines.join('\n')).toMatch(/client +assumed/);
    keeping.child.kill();
    await keeping.ended();
    expect(cli.credentials()).toContain('[client]\naws_access_key_id = ASIA');
    printed += keeping.stderr() + keeping.lines.join('\n');
    const tokenCacheFiles = [/^\.aws\/sso\/cache\//];
    const secrets = center
      .secrets()
      .map((value) => ({ name: 'of a sign-in', value, allowed: tokenCacheFiles }));
    expect(secrets.length).toBeGreaterThan(3);
    expect(leaksBelow(cli.folder, secrets)).toEqual([]);
    expect(secretsIn(printed, secrets)).toEqual([]);
  });

  it('warns if the sign-in page is on a host that does not belong to AWS, and names the host', async () => {
    const elsewhere = await startEmbeddedIdentityCenter({
      sts,
      startUrl,
      roles: [{ accountId: '111122223333', roleName: 'Dev', roleArn: permissionSet }],
      page: 'https://device.sso.eu-central-1.amazonaws.com.evil.example/',
    });
    const running = cli.start(['sign-in', 'corp'], {
      AWS_ENDPOINT_URL_SSO: elsewhere.url,
      AWS_ENDPOINT_URL_SSO_OIDC: elsewhere.url,
    });
    await expect.poll(() => elsewhere.waiting().length).toBe(1);
    elsewhere.answer(elsewhere.waiting()[0] ?? '', true);
    await running.ended();
    await elsewhere.close();
    expect(running.stderr()).toContain(
      'device.sso.eu-central-1.amazonaws.com.evil.example is not a host of AWS. Open the page only if you trust it.',
    );
  });

  it('fails for a profile that has no sign-in, without a profile, and after the user declined', async () => {
    const none = await cli.run(['sign-in', 'default'], { env });
    expect(none.code).toBe(1);
    expect(none.stderr).toContain(
      'The profile default does not use IAM Identity Center or aws login',
    );
    expect(none.stderr).toContain('You can sign in for: corp, firm.');
    expect((await cli.run(['sign-in'], { env })).code).toBe(2);
    const running = cli.start(['sign-in', 'corp'], env);
    await expect.poll(() => center.waiting().length).toBe(1);
    center.answer(center.waiting()[0] ?? '', false);
    expect((await running.ended()).code).toBe(1);
    expect(running.stderr()).toContain('Sign-in for the profile corp was declined');
  });
});
