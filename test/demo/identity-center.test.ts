import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleOrganization } from '../../demo/identity-center/assignments.ts';
import {
  type EmbeddedIdentityCenter,
  type EmbeddedIdentityCenterOptions,
  startEmbeddedIdentityCenter,
} from '../../demo/identity-center/embedded-identity-center.ts';
import { type EmbeddedSts, startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import { externalSuite } from '../interop/external-suite.ts';
import { awsCli, botocorePython } from '../support/external-programs.ts';
import { preloadedAws } from '../support/preloaded-aws.ts';

const run = promisify(execFile);

interface Portal {
  readonly sts: EmbeddedSts;
  readonly center: EmbeddedIdentityCenter;
  readonly token: string;
  readonly get: (path: string, token?: string) => Promise<Answer>;
}

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly retryAfter: string | null;
  readonly body: {
    readonly accountList?: readonly { readonly accountId: string }[];
    readonly roleList?: readonly { readonly roleName: string }[];
    readonly nextToken?: string | null;
    readonly message?: string;
    readonly roleCredentials?: {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string;
      readonly expiration: number;
    };
  };
}

async function startPortal(options: Partial<EmbeddedIdentityCenterOptions> = {}): Promise<Portal> {
  const sts = await startEmbeddedSts({ users: [], roles: [] });
  const center = await startEmbeddedIdentityCenter({
    sts,
    startUrl: 'https://firm.awsapps.com/start',
    ...sampleOrganization(120, ['ReadOnly', 'Admin']),
    ...options,
  });
  onTestFinished(async () => {
    await center.close();
    await sts.close();
  });
  const { accessToken } = center.signIn();
  return {
    sts,
    center,
    token: accessToken,
    get: async (path, token = accessToken) => {
      const headers = { 'x-amz-sso_bearer_token': token };
      const response = await fetch(center.url + path, { headers });
      return {
        status: response.status,
        type: response.headers.get('x-amzn-errortype'),
        retryAfter: response.headers.get('retry-after'),
        body: (await response.json()) as Answer['body'],
      };
    },
  };
}

describe('the portal of the embedded Identity Center', () => {
  it('lists accounts in pages, and lists the permission sets of an account', async () => {
    const { get } = await startPortal();
    const ids: string[] = [];
    let next = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const { body } = await get(`/assignment/accounts?max_result=50${next}`);
      ids.push(...(body.accountList ?? []).map(({ accountId }) => accountId));
      if (body.nextToken === null || body.nextToken === undefined) break;
      next = `&next_token=${body.nextToken}`;
    }
    expect(ids).toEqual(sampleOrganization(120).accounts.map(({ accountId }) => accountId));
    const roles = await get('/assignment/roles?account_id=100000000007');
    expect(roles.body.roleList?.map(({ roleName }) => roleName)).toEqual(['ReadOnly', 'Admin']);
  });

  it('refuses page sizes outside the documented limits, and the page token of another list', async () => {
    const { get } = await startPortal();
    for (const size of ['0', '101', '1000', '1.5', 'x'])
      expect(await get(`/assignment/accounts?max_result=${size}`)).toMatchObject({
        status: 400,
        type: 'InvalidRequestException',
        body: { message: 'ResultSize parameter must be within the valid limits of: 1-100' },
      });
    const { body } = await get('/assignment/accounts?max_result=100');
    const token = `next_token=${body.nextToken ?? ''}`;
    expect(await get(`/assignment/roles?account_id=100000000001&${token}`)).toMatchObject({
      status: 400,
      type: 'InvalidRequestException',
    });
    expect(await get('/assignment/accounts?next_token=%00')).toMatchObject({ status: 400 });
  });

  it('answers with the errors of AWS for an account without access and for an expired access token', async () => {
    let now = Date.now();
    const { get, center, token } = await startPortal({ tokenSeconds: 60, now: () => now });
    const sets = (id: string): string => `/assignment/roles?account_id=${id}`;
    const keys = (id: string, name: string): string =>
      `/federation/credentials?account_id=${id}&role_name=${name}`;
    expect(await get(sets('999999999999'))).toMatchObject({
      status: 404,
      type: 'ResourceNotFoundException',
    });
    expect(await get(keys('100000000001', 'Owner'))).toMatchObject({
      status: 403,
      type: 'ForbiddenException',
    });
    center.refuseAccount('100000000001', 'ForbiddenException');
    expect(await get(sets('100000000001'))).toMatchObject({ type: 'ForbiddenException' });
    center.refuseAccount('100000000001', null);
    expect(await get(sets('100000000001'))).toMatchObject({ status: 200 });
    const ended = { status: 401, type: 'UnauthorizedException' };
    expect(await get('/assignment/accounts', 'nonsense')).toMatchObject(ended);
    now += 60_000;
    expect(await get('/assignment/accounts')).toMatchObject(ended);
    const later = center.signIn().accessToken;
    expect(await get('/assignment/accounts', later)).toMatchObject({ status: 200 });
    const headers = { 'x-amz-sso_bearer_token': later };
    expect((await fetch(`${center.url}/logout`, { method: 'POST', headers })).status).toBe(200);
    expect(await get('/assignment/accounts', later)).toMatchObject(ended);
    expect(center.secrets()).toContain(token);
  });

  it('exchanges a refresh token for a new access token until the sign-in ends', async () => {
    let now = Date.now();
    const { center, get } = await startPortal({
      tokenSeconds: 60,
      signInSeconds: 150,
      now: () => now,
    });
    const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
      const answer = await fetch(center.url + path, { method: 'POST', body: JSON.stringify(body) });
      return (await answer.json()) as Record<string, unknown>;
    };
    const client = await post('/client/register', {});
    let tokens: Record<string, unknown> = { ...center.signIn() };
    for (const expiresIn of [60, 30]) {
      now += 60_000;
      const { refreshToken } = tokens;
      tokens = await post('/token', { ...client, grantType: 'refresh_token', refreshToken });
      expect(tokens).toMatchObject({ expiresIn });
    }
    const { accessToken, refreshToken } = tokens;
    expect(await get('/assignment/accounts', String(accessToken))).toMatchObject({ status: 200 });
    now += 30_000;
    expect(await get('/assignment/accounts', String(accessToken))).toMatchObject({ status: 401 });
    const ended = await post('/token', { ...client, grantType: 'refresh_token', refreshToken });
    expect(ended).toMatchObject({ error: 'InvalidGrantException' });
  });

  it('answers TooManyRequestsException to requests above its rate, and accepts more requests after a pause', async () => {
    let now = Date.now();
    const { get } = await startPortal({
      rate: { perSecond: 2, burst: 3, retryAfterSeconds: 1 },
      now: () => now,
    });
    const statuses = async (): Promise<readonly number[]> => {
      const answers: number[] = [];
      for (let call = 0; call < 4; call += 1)
        answers.push((await get('/assignment/accounts')).status);
      return answers;
    };
    expect(await statuses()).toEqual([200, 200, 200, 429]);
    expect(await get('/assignment/accounts')).toMatchObject({
      type: 'TooManyRequestsException',
      retryAfter: '1',
    });
    now += 1000;
    expect(await statuses()).toEqual([200, 200, 429, 429]);
    now += 3_600_000;
    expect(await statuses()).toEqual([200, 200, 200, 429]);
  });

  it('returns sessions with the duration of the permission set, and the embedded STS knows their keys', async () => {
    const { get, sts } = await startPortal({
      accounts: [],
      roles: [{ accountId: '111122223333', roleName: 'Developer', sessionSeconds: 4 * 3600 }],
    });
    const before = Date.now();
    const path = '/federation/credentials?account_id=111122223333&role_name=Developer';
    const { accessKeyId = '', expiration = 0 } = (await get(path)).body.roleCredentials ?? {};
    expect(Math.abs(expiration - before - 4 * 3_600_000)).toBeLessThan(60_000);
    expect(sts.identityFor(accessKeyId)?.arn).toMatch(
      /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Developer_[0-9a-f]{16}\/alice$/,
    );
  });
});

/**
 * Lists accounts and permission sets, calls STS with the keys of one permission set, and causes
 * four errors. Prints the results as JSON.
 */
const botocoreProgram = `
import json, sys
try:
    from botocore.session import Session
    from botocore.config import Config
except ImportError:
    from awscli.botocore.session import Session
    from awscli.botocore.config import Config
portal, sts, token = sys.argv[1:]
once = Config(retries={'total_max_attempts': 1, 'mode': 'standard'})
session = Session()
sso = session.create_client('sso', 'eu-central-1', endpoint_url=portal, config=once)
accounts = [one for page in sso.get_paginator('list_accounts').paginate(accessToken=token)
            for one in page['accountList']]
roles = [one for page in sso.get_paginator('list_account_roles').paginate(
    accessToken=token, accountId='100000000002', PaginationConfig={'PageSize': 1})
    for one in page['roleList']]
keys = sso.get_role_credentials(
    accessToken=token, accountId='100000000002', roleName='ReadOnly')['roleCredentials']
caller = session.create_client('sts', 'eu-central-1', endpoint_url=sts,
    aws_access_key_id=keys['accessKeyId'], aws_secret_access_key=keys['secretAccessKey'],
    aws_session_token=keys['sessionToken']).get_caller_identity()
errors = []
for call in (
    lambda: sso.list_accounts(accessToken='nonsense'),
    lambda: sso.get_role_credentials(accessToken=token, accountId='1', roleName='x'),
    lambda: sso.list_account_roles(accessToken=token, accountId='1'),
    lambda: sso.list_accounts(accessToken=token, maxResults=101),
):
    try:
        call()
    except Exception as error:
        errors.append(error.response['Error']['Code'])
print(json.dumps({'accounts': len(accounts), 'first': accounts[0], 'roles': roles,
                  'caller': caller['Arn'], 'errors': errors}))
`;

const python = botocorePython();
const aws = awsCli();
const suite = externalSuite('the embedded Identity Center', {
  botocore: python,
  'the AWS CLI': aws,
});

describe.skipIf(suite.skip)(suite.title, () => {
  it('gives botocore all pages of the account list, keys that the embedded STS accepts, and the exceptions of AWS', async () => {
    const { center, sts, token } = await startPortal();
    const args = ['-c', botocoreProgram, center.url, sts.url, token];
    const { stdout } = await run(python ?? '', args, { env: { HOME: '/nonexistent' } });
    expect(JSON.parse(stdout)).toEqual({
      accounts: 120,
      first: {
        accountId: '100000000001',
        accountName: 'Team 0001',
        emailAddress: 'team-0001@example.com',
      },
      roles: [
        { roleName: 'ReadOnly', accountId: '100000000002' },
        { roleName: 'Admin', accountId: '100000000002' },
      ],
      caller: expect.stringMatching(
        /assumed-role\/AWSReservedSSO_ReadOnly_[0-9a-f]{16}\/alice$/,
      ) as string,
      errors: [
        'UnauthorizedException',
        'ForbiddenException',
        'ResourceNotFoundException',
        'InvalidRequestException',
      ],
    });
  });

  it('answers `aws sso list-accounts` and `aws sso logout`', async () => {
    const { center, token } = await startPortal();
    const common = ['--access-token', token, '--endpoint-url', center.url];
    const env = { HOME: '/nonexistent', AWS_DEFAULT_REGION: 'eu-central-1' };
    const command = preloadedAws(aws ?? '');
    const { stdout } = await run(command, ['sso', 'list-accounts', ...common], { env });
    expect(JSON.parse(stdout)).toMatchObject({ accountList: { length: 120 } });
    await run(command, ['sso', 'logout', ...common], { env });
    await expect(run(command, ['sso', 'list-accounts', ...common], { env })).rejects.toThrow(
      '(UnauthorizedException)',
    );
  });
});
