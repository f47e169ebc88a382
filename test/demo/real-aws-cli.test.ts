import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { totp } from '../../demo/sts/totp.ts';
import { externalSuite } from '../interop/external-suite.ts';
import { awsCli } from '../support/external-programs.ts';
import { preloadedAws } from '../support/preloaded-aws.ts';
import { ALICE, ALICE_ARN, CLIENT_ROLE, SERIAL, startSts } from './sts-setup.ts';
import type { Keys } from './sts-setup.ts';

const aws = awsCli();

const suite = externalSuite('the real AWS CLI', { aws });

describe.skipIf(suite.skip)(suite.title, () => {
  it('gets its identity, assumes a role with an external ID, and then has the identity of the role', async () => {
    const sts = await startSts({ roles: [{ ...CLIENT_ROLE, externalId: 'ext-1' }] });
    expect(JSON.parse(await askAws(sts, ALICE, 'get-caller-identity'))).toMatchObject({
      Arn: ALICE_ARN,
    });
    const role = [
      'assume-role',
      '--role-arn',
      CLIENT_ROLE.roleArn,
      '--role-session-name',
      'FirstSession',
    ];
    const answer = JSON.parse(
      await askAws(sts, ALICE, ...role, '--external-id', 'ext-1'),
    ) as Answer;
    expect(JSON.parse(await askAws(sts, keysOf(answer), 'get-caller-identity'))).toMatchObject({
      Arn: 'arn:aws:sts::999988887777:assumed-role/MyS3Access/FirstSession',
    });
    expect(await refusalOf(sts, ALICE, ...role, '--external-id', 'ext-2')).toContain(
      `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${ALICE_ARN} is not authorized to perform: sts:AssumeRole on resource: ${CLIENT_ROLE.roleArn}`,
    );
  });

  it('gets an MFA session, uses the session to assume a role that requires MFA, and cannot use the code again', async () => {
    const sts = await startSts({ roles: [{ ...CLIENT_ROLE, requireMfa: true }] });
    const code = totp('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', Date.now());
    const ask = ['get-session-token', '--serial-number', SERIAL, '--token-code', code];
    const role = [
      'assume-role',
      '--role-arn',
      CLIENT_ROLE.roleArn,
      '--role-session-name',
      'FirstSession',
    ];
    expect(await refusalOf(sts, ALICE, ...role)).toContain('(AccessDenied)');
    const session = keysOf(JSON.parse(await askAws(sts, ALICE, ...ask)) as Answer);
    await askAws(sts, session, ...role);
    expect(await refusalOf(sts, ALICE, ...ask)).toContain(
      '(AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed with invalid MFA one time pass code.',
    );
  });

  it('receives the errors for a wrong secret key, an expired session and a failing server', async () => {
    const sts = await startSts();
    const wrong = { ...ALICE, secretAccessKey: 'wrong' };
    expect(await refusalOf(sts, wrong, 'get-caller-identity')).toContain('(SignatureDoesNotMatch)');
    const session = keysOf(JSON.parse(await askAws(sts, ALICE, 'get-session-token')) as Answer);
    sts.endSessions();
    expect(await refusalOf(sts, session, 'get-caller-identity')).toContain('(ExpiredToken)');
    sts.fail({ kind: 'error', code: 'ServiceUnavailable' });
    expect(await refusalOf(sts, ALICE, 'get-caller-identity')).toContain('(ServiceUnavailable)');
  });
});

interface Answer {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
  };
}

function keysOf({ Credentials: keys }: Answer): Keys {
  return {
    accessKeyId: keys.AccessKeyId,
    secretAccessKey: keys.SecretAccessKey,
    sessionToken: keys.SessionToken,
  };
}

async function askAws(sts: EmbeddedSts, keys: Keys, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    preloadedAws(aws ?? 'aws'),
    ['sts', ...words, '--endpoint-url', sts.url, '--output', 'json'],
    {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
        ...(keys.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: keys.sessionToken }),
        AWS_DEFAULT_REGION: 'eu-central-1',
        AWS_MAX_ATTEMPTS: '1',
      },
    },
  );
  return stdout;
}

async function refusalOf(
  sts: EmbeddedSts,
  keys: Keys,
  ...words: readonly string[]
): Promise<string> {
  try {
    await askAws(sts, keys, ...words);
  } catch (error) {
    return (error as { readonly stderr: string }).stderr;
  }
  throw new Error('STS did not refuse the call');
}
