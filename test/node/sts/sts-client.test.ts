import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StsAnswer } from '../../../src/core/ports/sts.ts';
import { stsContract, answerOrThrow } from '../../contracts/sts.contract.ts';
import { ALICE, ALICE_ARN, CLIENT_ROLE, SERIAL, startSts } from '../../demo/sts-setup.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { callerAt, client, stsUnderTest } from './sts-under-test.ts';

stsContract('the AWS SDK over HTTP', (options) => stsUnderTest({}, options));

const REQUEST = {
  roleArn: CLIENT_ROLE.roleArn,
  roleSessionName: 'FirstSession',
  durationSeconds: 3600,
};
const MFA = { serialNumber: SERIAL, tokenCode: '123456', durationSeconds: 3600 };

/** Starts a server that answers as `answer` says, and returns its URL. */
async function oddServer(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answerTo(status: number, type: string, body: string): Promise<StsAnswer<unknown>> {
  const url = await oddServer((_, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  });
  return client().sts.assumeRole(callerAt(url), REQUEST);
}

function errorOf(answer: StsAnswer<unknown>): unknown {
  return answer.ok ? null : answer.error;
}

describe('an unexpected answer', () => {
  it.each([
    [
      'a proxy that wants a password',
      407,
      'text/xml',
      '<ErrorResponse><Error><Code>X</Code></Error></ErrorResponse>',
    ],
    ['a captive portal', 200, 'text/html', '<!DOCTYPE html><html></html>'],
    ['a gateway', 502, 'text/html', '<html>Bad gateway</html>'],
    ['a redirect', 302, 'text/xml', '<ErrorResponse/>'],
    ['nothing', 200, 'text/xml', ''],
    ['JSON', 200, 'application/json', '{}'],
    [
      'an XML entity (as in "billion laughs")',
      200,
      'text/xml',
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    ],
    [
      'an answer cut short',
      200,
      'text/xml',
      '<AssumeRoleResponse><AssumeRoleResult><Credentials><SecretAccessKey>TOPSECRET',
    ],
    [
      'an answer without credentials',
      200,
      'text/xml',
      '<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>',
    ],
  ])('is reported as intercepted: %s', async (_, status, type, body) => {
    const answer = await answerTo(status, type, body);
    expect(errorOf(answer)).toMatchObject({ trouble: 'intercepted', notSent: false });
    expect(JSON.stringify(answer)).not.toContain('TOPSECRET');
  });

  it('that never ends is reported as intercepted', async () => {
    const url = await oddServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      const more = (): void => {
        while (response.writable && response.write('<AssumeRoleResponse>'.repeat(1000)));
      };
      response.on('drain', more);
      more();
    });
    expect(errorOf(await client().sts.assumeRole(callerAt(url), REQUEST))).toMatchObject({
      trouble: 'intercepted',
    });
  });

  it('in the XML form of S3 gives its error code and message', async () => {
    const body =
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>a &lt; b</Message><RequestId>r1</RequestId></Error>';
    const answer = await answerTo(403, 'application/xml', body);
    expect(answer).toMatchObject({
      error: { code: 'AccessDenied', message: 'a < b', status: 403, trouble: null },
      requestId: 'r1',
    });
  });

  it('that repeats the refused request is reported without the secrets in it', async () => {
    const token = `IQoJb3JpZ2luX2VjE${'Ab1/+'.repeat(80)}==`;
    const canonical = `The Canonical String should have been 'POST / host:sts x-amz-security-token:${token} code=${MFA.tokenCode} key ${ALICE.secretAccessKey} of ${ALICE.accessKeyId}'`;
    const url = await oddServer((_, response) => {
      response.writeHead(403, { 'content-type': 'text/xml' });
      response.end(
        `<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>${canonical}</Message></Error></ErrorResponse>`,
      );
    });
    const caller = {
      ...callerAt(url),
      credentials: { ...callerAt().credentials, sessionToken: token },
    };
    const answer = await client().sts.getSessionToken(caller, MFA);
    expect(errorOf(answer)).toMatchObject({ code: 'SignatureDoesNotMatch' });
    const json = JSON.stringify(answer);
    for (const secret of [token, MFA.tokenCode, ALICE.secretAccessKey, ALICE.accessKeyId]) {
      expect(json).not.toContain(secret);
    }
    expect(json).toContain('x-amz-security-token');
  });
});

describe('a call without an answer', () => {
  it('is reported as not sent if the connection is refused or the host name is unknown', async () => {
    const url = await oddServer(() => undefined);
    const { sts } = client();
    const closed = url.replace(/\d+$/, '1');
    expect(errorOf(await sts.getSessionToken(callerAt(closed), MFA))).toMatchObject({
      code: 'ECONNREFUSED',
      trouble: 'connection',
      notSent: true,
      host: '127.0.0.1',
      status: null,
    });
    const unknown = 'http://no-such-host.invalid:80';
    expect(errorOf(await sts.getSessionToken(callerAt(unknown), MFA))).toMatchObject({
      trouble: 'connection',
      notSent: true,
      host: 'no-such-host.invalid',
    });
  });

  it('ends after 15 s of silence, and not before', async () => {
    const clock = new VirtualClock();
    const { server, sts, caller } = await stsUnderTest({ clock }, { now: () => clock.now() });
    server.fail({ kind: 'silent' });
    const answer = sts.assumeRole(caller, REQUEST);
    await expect.poll(() => server.calls().length).toBe(1);
    let done = false;
    void answer.then(() => (done = true));
    await clock.advance(14_900);
    expect(done).toBe(false);
    await clock.advance(200);
    expect(errorOf(await answer)).toMatchObject({
      code: 'TimeoutError',
      trouble: 'timeout',
      notSent: false,
    });
  });

  it('ends after 15 s if the server sends only the start of an answer', async () => {
    const clock = new VirtualClock();
    let begun = false;
    const url = await oddServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': 1000 });
      response.write('<AssumeRoleResponse>');
      begun = true;
    });
    const answer = client({ clock }).sts.assumeRole(callerAt(url), REQUEST);
    await expect.poll(() => begun).toBe(true);
    await clock.advance(15_001);
    expect(errorOf(await answer)).toMatchObject({ trouble: 'timeout' });
  });

  it('is not reported as a network failure if the SDK itself refuses to send it', async () => {
    const { server, sts, caller } = await stsUnderTest();
    const answer = await sts.assumeRole({ ...caller, region: 'not a region' }, REQUEST);
    expect(errorOf(answer)).toMatchObject({ trouble: null, status: null });
    expect(server.calls()).toEqual([]);
  });
});

describe('a connection', () => {
  it('is used again by the next call, but not by calls with an MFA code, and not after `reset`', async () => {
    const { server, sts, caller } = await stsUnderTest();
    await sts.getCallerIdentity(caller);
    await sts.assumeRole(caller, REQUEST);
    await sts.getSessionToken(caller, MFA);
    await sts.getSessionToken(caller, MFA);
    await sts.getCallerIdentity(caller);
    sts.reset();
    await sts.getCallerIdentity(caller);
    const used = server.calls().map((call) => call.connection);
    const [first] = used;
    expect(used[1]).toBe(first);
    expect(used[2]).not.toBe(first);
    expect(new Set(used.slice(2, 4)).size).toBe(2);
    expect(used[4]).toBe(first);
    expect(used[5]).not.toBe(first);
  });
});

describe('the endpoint of a call', () => {
  it('is that of the role, even if the environment names another', async () => {
    const { server, sts, caller } = await stsUnderTest({
      env: { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' },
    });
    expect((await sts.getCallerIdentity(caller)).ok).toBe(true);
    expect(server.calls()).toHaveLength(1);
  });

  it('is that of the environment, or else that of the signing profile in the config file', async () => {
    const server = await startSts();
    const other = await startSts();
    const config = `[profile a]\nendpoint_url = ${server.url}\n[profile b]\nservices = s\n[services s]\nsts =\n  endpoint_url = ${other.url}\n`;
    const { sts } = client({ config });
    expect(answerOrThrow(await sts.getCallerIdentity({ ...callerAt(), profile: 'a' })).arn).toBe(
      ALICE_ARN,
    );
    await sts.getCallerIdentity({ ...callerAt(), profile: 'b' });
    const fromEnv = client({ config, env: { AWS_ENDPOINT_URL: server.url } });
    await fromEnv.sts.getCallerIdentity({ ...callerAt(), profile: 'b' });
    const ambient = client({ config, env: { AWS_PROFILE: 'b' } });
    await ambient.sts.getCallerIdentity(callerAt());
    expect([server.calls().length, other.calls().length]).toEqual([2, 2]);
  });

  it("is AWS's if configured endpoints are ignored: no MFA code goes to an address in a file or variable", async () => {
    const server = await startSts();
    // The proxy is a closed port, so that a call to AWS itself ends at once on this machine.
    const env = {
      AWS_ENDPOINT_URL_STS: server.url,
      AWS_ENDPOINT_URL: server.url,
      https_proxy: 'http://127.0.0.1:1',
    };
    const config = `[default]\nendpoint_url = ${server.url}\n`;
    const { sts } = client({ env, config, honourConfiguredEndpoints: false });
    const answer = await sts.getSessionToken(callerAt(), MFA);
    expect(errorOf(answer)).toMatchObject({
      host: 'sts.eu-central-1.amazonaws.com',
      trouble: 'proxy',
    });
    expect(server.calls()).toEqual([]);
  });

  it.each([
    ['cn-north-1', {}, 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-east-1', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'sts-fips.us-east-1.amazonaws.com'],
    ['us-east-1', {}, 'sts.us-east-1.amazonaws.com'],
  ])('is regional in %s with the environment %j', async (region, env, host) => {
    const { sts } = client({ env: { ...env, https_proxy: 'http://127.0.0.1:1' } });
    expect(errorOf(await sts.getCallerIdentity({ ...callerAt(), region }))).toMatchObject({ host });
  });
});

it('a server that accepts a connection but never answers in TLS causes a timeout, and the request may have been sent', async () => {
  const clock = new VirtualClock();
  let accepted = false;
  const server = createTcpServer((socket) => {
    accepted = true;
    onTestFinished(() => {
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = client({ clock }).sts.getSessionToken(callerAt(url), MFA);
  await expect.poll(() => accepted).toBe(true);
  await clock.advance(15_001);
  expect(errorOf(await answer)).toMatchObject({ trouble: 'timeout', notSent: false });
});

describe('an identity that STS cannot return', () => {
  const answering = async (result: string) => {
    const url = await oddServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'x-amzn-requestid': 'one\u00a0two' });
      response.end(result);
    });
    return callerAt(url);
  };
  const identity = (arn: string, account: string): string =>
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><Account>${account}</Account>` +
    '<UserId>AIDA</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>';

  it.each([
    ["arn:aws:iam::111122223333:user/x'; calc #", '111122223333'],
    ['arn:aws:iam::111122223333:user/x&#8217;;calc', '111122223333'],
    ['arn:aws:iam::111122223333:user/x&#8238;', '111122223333'],
    ['arn:aws:iam::111122223333:user/alice', '1111%PATH%'],
  ])('is reported as intercepted: %s, %s', async (arn, account) => {
    const answer = await client().sts.getCallerIdentity(await answering(identity(arn, account)));
    expect(errorOf(answer)).toMatchObject({
      trouble: 'intercepted',
      message: expect.stringMatching(/STS never returns/) as string,
    });
    expect(answer.requestId).toBeNull();
  });

  it('is left out of the answer of AssumeRole', async () => {
    const credentials =
      '<Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey>' +
      '<SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>';
    const user =
      "<AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/x';calc/s</Arn></AssumedRoleUser>";
    const xml = `<AssumeRoleResponse><AssumeRoleResult>${credentials}${user}</AssumeRoleResult></AssumeRoleResponse>`;
    const answer = await client().sts.assumeRole(await answering(xml), REQUEST);
    expect(answer).toMatchObject({ ok: true, value: { assumedRoleArn: null } });
  });
});
