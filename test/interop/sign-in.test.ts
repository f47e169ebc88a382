import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedIdentityCenter } from '../../demo/identity-center/embedded-identity-center.ts';
import { cliHome, startStsWithAlice } from '../support/cli-harness.ts';
import { botocorePython } from '../support/external-programs.ts';
import { externalSuite } from './external-suite.ts';
import { botocoreProcess, type ReaderProcess, sdkProcess } from './reader-process.ts';

const python = botocorePython();
const startUrl = 'https://firm.awsapps.com/start';
const config = `[profile corp]
sso_session = firm
sso_account_id = 111122223333
sso_role_name = Dev
region = eu-central-1
[sso-session firm]
sso_start_url = ${startUrl}
sso_region = eu-central-1
sso_registration_scopes = sso:account:access
`;
const { title, skip } = externalSuite('the token cache that `rolekeeper sign-in` writes', {
  botocore: python,
});

describe.skipIf(skip)(title, () => {
  it.each([
    [
      'botocore',
      (profile: string, env: Readonly<Record<string, string>>) =>
        botocoreProcess(python ?? '', profile, env),
    ],
    ['the AWS SDK', sdkProcess],
  ] as const)('is used by %s, which also refreshes the token', async (_name, reader) => {
    const sts = await startStsWithAlice();
    // The token expires so soon that both libraries refresh it before they use it.
    const center = await startEmbeddedIdentityCenter({
      sts,
      startUrl,
      roles: [
        {
          accountId: '111122223333',
          roleName: 'Dev',
          roleArn: 'arn:aws:iam::111122223333:role/Dev',
        },
      ],
      tokenSeconds: 120,
    });
    const cli = cliHome(sts);
    writeFileSync(cli.configFile, config);
    const env = {
      ...cli.env,
      AWS_ENDPOINT_URL_SSO: center.url,
      AWS_ENDPOINT_URL_SSO_OIDC: center.url,
    };
    const opened: ReaderProcess[] = [];
    onTestFinished(async () => {
      for (const one of opened) one.close();
      cli.dispose();
      await center.close();
      await sts.close();
    });
    const signingIn = cli.start(['sign-in', 'corp', '--device'], env);
    await expect.poll(() => center.waiting().length).toBe(1);
    center.answer(center.waiting()[0] ?? '', true);
    expect((await signingIn.ended()).code).toBe(0);
    const process = reader('corp', env);
    opened.push(process);
    const { accessKeyId } = await process.read();
    expect(sts.identityFor(accessKeyId)).toMatchObject({
      arn: 'arn:aws:sts::111122223333:assumed-role/Dev/alice',
    });
    expect(center.calls().filter((call) => call === 'POST /token').length).toBeGreaterThan(1);
    expect(center.calls()).toContain('GET /federation/credentials');
  });
});
