import { createHash, createHmac } from 'node:crypto';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import type { Keys } from './sts-setup.ts';
import {
  ALICE,
  ALICE_ARN,
  CLIENT_ROLE,
  NOW,
  client,
  keysOf,
  refusalTo,
  startSts,
} from './sts-setup.ts';

const MISMATCH = {
  code: 'SignatureDoesNotMatch',
  message:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  status: 403,
};

describe('the signature of a request to the embedded STS', () => {
  it('is refused if it was made with another secret key', async () => {
    const sts = await startSts();
    const wrong = { ...ALICE, secretAccessKey: `${ALICE.secretAccessKey.slice(0, -1)}X` };
    expect(await refusalTo(client(sts, wrong).send(new GetCallerIdentityCommand()))).toEqual(
      MISMATCH,
    );
  });

  it('is refused if the access key is unknown or its user was removed', async () => {
    const sts = await startSts();
    const invalid = {
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      status: 403,
    };
    const other = { ...ALICE, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
    expect(await refusalTo(client(sts, other).send(new GetCallerIdentityCommand()))).toEqual(
      invalid,
    );
    sts.removeUser('alice');
    expect(await refusalTo(client(sts).send(new GetCallerIdentityCommand()))).toEqual(invalid);
  });

  it('is refused if the session token is missing or belongs to another session', async () => {
    const sts = await startSts();
    const session = keysOf(
      await client(sts).send(
        new AssumeRoleCommand({ RoleArn: CLIENT_ROLE.roleArn, RoleSessionName: 'S1' }),
      ),
    );
    const other = keysOf(await client(sts).send(new GetSessionTokenCommand()));
    const getIdentity = (keys: Keys): Promise<unknown> =>
      client(sts, keys).send(new GetCallerIdentityCommand());
    await getIdentity(session);
    const { accessKeyId, secretAccessKey } = session;
    for (const keys of [
      { accessKeyId, secretAccessKey },
      { ...session, sessionToken: other.sessionToken },
      { ...ALICE, sessionToken: other.sessionToken },
    ]) {
      expect((await refusalTo(getIdentity(keys))).code).toBe('InvalidClientTokenId');
    }
  });

  it('is refused with the message of AWS if its date is six minutes early or late', async () => {
    const sts = await startSts({ now: () => NOW });
    const getIdentity = (at: number): Promise<unknown> =>
      client(sts, ALICE, () => at).send(new GetCallerIdentityCommand());
    await getIdentity(NOW - 4 * 60_000);
    await getIdentity(NOW + 4 * 60_000);
    expect(await refusalTo(getIdentity(NOW - 6 * 60_000))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: expect.stringMatching(
        /^Signature expired: 20260301T1154\d\dZ is now earlier than 20260301T115500Z \(20260301T120000Z - 5 min\.\)$/,
      ) as string,
      status: 403,
    });
    expect(await refusalTo(getIdentity(NOW + 6 * 60_000))).toMatchObject({
      code: 'SignatureDoesNotMatch',
      message: expect.stringMatching(
        /^Signature not yet current: 20260301T120[56]\d\dZ is still later than 20260301T120500Z \(20260301T120000Z \+ 5 min\.\)$/,
      ) as string,
    });
  });

  it('is checked with the server’s clock, whose time is in the Date header, even if the clock is wrong', async () => {
    const sts = await startSts();
    sts.setClockOffset(-10 * 60_000);
    expect((await refusalTo(client(sts).send(new GetCallerIdentityCommand()))).code).toBe(
      'SignatureDoesNotMatch',
    );
    const answer = await post(sts, sign(sts, {}));
    expect(Date.parse(answer.headers.get('date') ?? '') - Date.now()).toBeLessThan(-9 * 60_000);
    await client(sts, ALICE, () => Date.now() - 10 * 60_000).send(new GetCallerIdentityCommand());
  });

  it('is accepted if this test’s own Signature Version 4 code made it', async () => {
    const sts = await startSts();
    const answer = await post(sts, sign(sts, {}));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/xml');
    expect(await answer.text()).toContain(`<Arn>${ALICE_ARN}</Arn>`);
  });

  it('covers the body, the signed headers and the credential scope', async () => {
    const sts = await startSts();
    const answerTo = async (
      change: SigningChange,
      mutate: (request: SignedRequest) => SignedRequest = (request) => request,
    ): Promise<string> => {
      const answer = await post(sts, mutate(sign(sts, change)));
      const text = await answer.text();
      return `${String(answer.status)} ${/<Code>(.*)<\/Code>/.exec(text)?.[1] ?? 'none'}: ${/<Message>(.*)<\/Message>/.exec(text)?.[1] ?? ''}`;
    };
    const mismatch = /^403 SignatureDoesNotMatch: The request signature we calculated/;
    expect(
      await answerTo({}, (request) => ({
        ...request,
        body: `${request.body}&DurationSeconds=900`,
      })),
    ).toMatch(mismatch);
    expect(
      await answerTo({}, (request) => ({
        ...request,
        headers: { ...request.headers, 'content-type': 'text/plain' },
      })),
    ).toMatch(mismatch);
    expect(
      await answerTo({ hashHeader: true }, (request) => ({
        ...request,
        body: `${request.body}&X=1`,
      })),
    ).toMatch(mismatch);
    expect(await answerTo({ hashHeader: true })).toBe('200 none: ');
    expect(await answerTo({ service: 's3' })).toMatch(
      /^403 SignatureDoesNotMatch: Credential should be scoped to correct service/,
    );
    expect(await answerTo({ terminator: 'aws5' })).toMatch(
      /^403 SignatureDoesNotMatch: Credential should be scoped with a valid terminator/,
    );
    expect(await answerTo({ scopeDate: '20200101' })).toMatch(
      /^403 SignatureDoesNotMatch: Date in Credential scope does not match/,
    );
    expect(await answerTo({ signHost: false })).toMatch(
      /^403 SignatureDoesNotMatch: .*must be a .*SignedHeader/,
    );
    const without =
      (name: string) =>
      (request: SignedRequest): SignedRequest => ({
        ...request,
        headers: Object.fromEntries(
          Object.entries(request.headers).filter(([header]) => header !== name),
        ),
      });
    expect(await answerTo({}, without('authorization'))).toMatch(
      /^403 MissingAuthenticationToken: /,
    );
    expect(await answerTo({}, without('x-amz-date'))).toMatch(
      /IncompleteSignature: Date must be in ISO-8601/,
    );
    expect(
      await answerTo({}, (request) => ({
        ...request,
        headers: { ...request.headers, authorization: 'AWS4-HMAC-SHA256 Credential=x' },
      })),
    ).toMatch(/^400 IncompleteSignature: .*SignedHeaders/);
    expect(
      await answerTo({}, (request) => ({
        ...request,
        headers: {
          ...request.headers,
          authorization: request.headers.authorization?.replace('/sts/', '/') ?? '',
        },
      })),
    ).toMatch(/^400 IncompleteSignature: Credential must have exactly 5 slash-delimited elements/);
  });
});

describe('a correctly signed request to the embedded STS', () => {
  it('gets an XML error for an unknown action, and status 413 for an oversized body', async () => {
    const sts = await startSts();
    const answer = await post(sts, sign(sts, { body: 'Action=Fly&Version=2011-06-15' }));
    const id = answer.headers.get('x-amzn-requestid') ?? '';
    expect(await answer.text()).toBe(
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error>
    <Type>Sender</Type>
    <Code>InvalidAction</Code>
    <Message>Could not find operation Fly for version 2011-06-15</Message>
  </Error>
  <RequestId>${id}</RequestId>
</ErrorResponse>
`,
    );
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const large = await post(sts, sign(sts, { body: `Action=Fly&X=${'x'.repeat(300_000)}` }));
    expect(large.status).toBe(413);
  });
});

interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The differences from a correct request that `sign` must make. */
interface SigningChange {
  readonly body?: string;
  readonly service?: string;
  readonly terminator?: string;
  readonly scopeDate?: string;
  readonly signHost?: boolean;
  readonly hashHeader?: boolean;
}

/** Signs a request as AWS documents Signature Version 4, without a library. */
function sign(sts: EmbeddedSts, change: SigningChange): SignedRequest {
  const body = change.body ?? 'Action=GetCallerIdentity&Version=2011-06-15';
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: new URL(sts.url).host,
    'x-amz-date': date,
  };
  if (change.hashHeader === true) headers['x-amz-content-sha256'] = sha256(body);
  const names = Object.keys(headers)
    .filter((name) => name !== 'host' || change.signHost !== false)
    .sort();
  const scope = [
    change.scopeDate ?? date.slice(0, 8),
    'eu-central-1',
    change.service ?? 'sts',
    change.terminator ?? 'aws4_request',
  ];
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    names.join(';'),
    sha256(body),
  ];
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical.join('\n'))].join(
    '\n',
  );
  const key = scope.reduce<Buffer | string>(
    (partialKey, part) => hmac(partialKey, part),
    `AWS4${ALICE.secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${ALICE.accessKeyId}/${scope.join('/')}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { headers: { ...headers, authorization }, body };
}

function post(sts: EmbeddedSts, { headers, body }: SignedRequest): Promise<Response> {
  return fetch(sts.url, { method: 'POST', headers, body });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
