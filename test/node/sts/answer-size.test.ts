import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { consoleUrl } from '../../../src/node/sts/console-url.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { withRequestHandler } from '../../../src/node/sts/request-handler.ts';
import { callerAt, client } from './sts-under-test.ts';

/** Bytes. Rolekeeper reads a megabyte, and the buffers between it and the server take some more. */
const MAX_SENT = 20_000_000;
const network = { env: {}, caBundle: null };

async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Returns a listener that answers without end, and the number of bytes that it has sent. */
function endless(
  status: number,
  start: string,
): { readonly answers: RequestListener; readonly sent: () => number } {
  let sent = 0;
  const chunk = 'a'.repeat(65_536);
  return {
    sent: () => sent,
    answers: (_, response) => {
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.write(start);
      const more = (): void => {
        while (!response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', more);
      more();
    },
  };
}

const answerWith = (token: string): string =>
  `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>` +
  `<SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY</SecretAccessKey><SessionToken>${token}</SessionToken>` +
  `<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

const pageAt = (url: string) => ({
  roleName: 'x',
  federation: `${url}/federation`,
  destination: 'https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1',
  browser: null,
});

const request = {
  roleArn: 'arn:aws:iam::123456789012:role/x',
  roleSessionName: 'me',
  durationSeconds: 900,
};

describe('an answer without an end', () => {
  it.each([200, 400, 407, 503])(
    'from STS with HTTP %i is cancelled before the server has sent 20 MB',
    async (status) => {
      const server = endless(status, '<ErrorResponse>');
      const answer = await client().sts.getCallerIdentity(
        callerAt(await serverThat(server.answers)),
      );
      expect(answer).toMatchObject({ ok: false, error: { trouble: 'intercepted' } });
      expect(server.sent()).toBeLessThan(MAX_SENT);
    },
  );

  it.each([200, 400])(
    'from IAM Identity Center with HTTP %i is cancelled before the server has sent 20 MB',
    async (status) => {
      const { SSOOIDCClient, RegisterClientCommand } = await import('@aws-sdk/client-sso-oidc');
      const server = endless(status, '{"x":"');
      const endpoint = await serverThat(server.answers);
      const signal = AbortSignal.timeout(20_000);
      const noAnswer = await withRequestHandler(
        { network, caBundle: null, clock: systemClock, signal },
        async (requestHandler) => {
          const options = { region: 'eu-central-1', endpoint, requestHandler, maxAttempts: 1 };
          const register = new RegisterClientCommand({ clientName: 'x', clientType: 'public' });
          await expect(new SSOOIDCClient(options).send(register)).rejects.toThrow(
            'longer than any that AWS sends',
          );
          return requestHandler.noAnswerFailure();
        },
      );
      expect(noAnswer).toMatchObject({ kind: 'network-intercepted' });
      expect(server.sent()).toBeLessThan(MAX_SENT);
    },
  );

  it('from the console is cancelled before the server has sent 20 MB', async () => {
    const server = endless(200, '{"x":"');
    const url = await serverThat(server.answers);
    const keys = { accessKeyId: 'ASIA', secretAccessKey: 'x', sessionToken: 'y', expiration: 1 };
    expect(await consoleUrl(pageAt(url), keys, network)).toMatchObject({
      failure: { kind: 'network-intercepted' },
    });
    expect(server.sent()).toBeLessThan(MAX_SENT);
  });
});

describe('a session token', () => {
  it.each([
    [100, true],
    [4096, true],
    [65_536, true],
    [65_537, false],
    [900_000, false],
  ])('of %i characters is accepted: %s', async (length, taken) => {
    const url = await serverThat((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(answerWith('t'.repeat(length)));
    });
    const answer = await client().sts.assumeRole(callerAt(url), request);
    expect(answer.ok).toBe(taken);
    if (!answer.ok) expect(answer.error.trouble).toBe('intercepted');
  });
});

describe('the request for a link to the console', () => {
  it.each([
    [400, { kind: 'no-console', roleName: 'x', why: 'refused', partition: null }],
    [503, { kind: 'no-console', roleName: 'x', why: 'unavailable', partition: null }],
    [200, { kind: 'network-intercepted', reason: 'no sign-in token', host: '127.0.0.1' }],
    [403, { kind: 'network-intercepted', reason: 'no sign-in token', host: '127.0.0.1' }],
  ])(
    'that gets HTTP %i and no token fails, and the failure contains no keys',
    async (status, failure) => {
      const url = await serverThat((_, response) => {
        response.writeHead(status);
        response.end('<html>ASIA secret-1</html>');
      });
      const keys = {
        accessKeyId: 'ASIA',
        secretAccessKey: 'secret-1',
        sessionToken: 'token-1',
        expiration: 1,
      };
      expect(await consoleUrl(pageAt(url), keys, network)).toEqual({ ok: false, failure });
    },
  );

  it('gets a sign-in token for the session and returns a link with it', async () => {
    const urls: URL[] = [];
    const url = await serverThat((incoming, response) => {
      urls.push(new URL(incoming.url ?? '', 'http://x'));
      response.end(JSON.stringify({ SigninToken: 'token+1' }));
    });
    const keys = {
      accessKeyId: 'ASIA',
      secretAccessKey: 'a/b+c',
      sessionToken: 'd=&?e',
      expiration: 1,
    };
    const made = await consoleUrl(pageAt(url), keys, network);
    expect(made.ok && new URL(made.value).searchParams.get('SigninToken')).toBe('token+1');
    expect(urls.map(({ pathname }) => pathname)).toEqual(['/federation']);
    expect(made.ok && new URL(made.value).searchParams.get('Destination')).toBe(
      pageAt(url).destination,
    );
    expect([...(urls[0]?.searchParams.keys() ?? [])]).toEqual(['Action', 'Session']);
    expect(urls[0]?.searchParams.get('Action')).toBe('getSigninToken');
    expect(JSON.parse(urls[0]?.searchParams.get('Session') ?? '')).toEqual({
      sessionId: 'ASIA',
      sessionKey: 'a/b+c',
      sessionToken: 'd=&?e',
    });
  });
});
