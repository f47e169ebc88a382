import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { consoleUrl } from '../../../src/node/sts/console-url.ts';

const keys = {
  accessKeyId: 'ASIACONSOLE000000001',
  secretAccessKey: 'secret-of-the-role',
  sessionToken: 'token-of-the-role',
  expiration: 1,
};
const destination = 'https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1';

async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const addressFrom = async (answers: RequestListener) => {
  const federation = `${await serverThat(answers)}/federation`;
  const page = { roleName: 'client', federation, destination, browser: null };
  return consoleUrl(page, keys, { env: {}, caBundle: null });
};

/** Answers with this status and repeats the request in its page, as a careless server does. */
const echoing =
  (status: number, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  ({ url = '' }, response) => {
    response.writeHead(status, headers).end(`<html>${url} ${decodeURIComponent(url)}</html>`);
  };
const saying =
  (text: string): RequestListener =>
  (_request, response) => {
    response.end(text);
  };

describe('the federation endpoint', () => {
  it('is not called if the CA bundle cannot be read, and the failure names the bundle', async () => {
    const page = {
      roleName: 'client',
      federation: 'https://127.0.0.1:9',
      destination,
      browser: null,
    };
    expect(await consoleUrl(page, keys, { env: {}, caBundle: '/missing.pem' })).toMatchObject({
      ok: false,
      failure: { reason: 'The CA bundle /missing.pem cannot be read (ENOENT).' },
    });
  });

  it.each<readonly [string, RequestListener, string]>([
    ['a page in HTML', echoing(200), 'network-intercepted'],
    ['400 with the request in its page', echoing(400), 'no-console'],
    ['403 with the request in its page', echoing(403), 'network-intercepted'],
    ['500 with the request in its page', echoing(500), 'no-console'],
    ['no token', saying('{}'), 'network-intercepted'],
    ['an empty token', saying('{"SigninToken":""}'), 'network-intercepted'],
    ['a token that is no text', saying('{"SigninToken":{"a":1}}'), 'network-intercepted'],
    ['half of its JSON', saying('{"SigninToken":"abc'), 'network-intercepted'],
    ['a JSON list', saying('["abc"]'), 'network-intercepted'],
    ['an empty text', saying(''), 'network-intercepted'],
    [
      'an answer that breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"Si');
        setImmediate(() => response.destroy());
      },
      'network',
    ],
    ['text that is not HTTP', ({ socket }) => void socket.end('hello\r\n\r\n'), 'network'],
  ])(
    'that answers with %s causes a failure that contains no keys',
    async (_title, answers, kind) => {
      const result = await addressFrom(answers);
      expect(result).toMatchObject({ ok: false, failure: { kind } });
      const text = JSON.stringify(result);
      for (const secret of [keys.accessKeyId, keys.secretAccessKey, keys.sessionToken])
        expect(text).not.toContain(secret);
    },
  );

  it.each([301, 302, 307, 308])(
    'cannot send the keys elsewhere with a redirect (%i)',
    async (status) => {
      let asked = 0;
      const elsewhere = await serverThat((_request, response) => {
        asked += 1;
        response.end('{"SigninToken":"abc"}');
      });
      const result = await addressFrom(echoing(status, { location: `${elsewhere}/federation` }));
      expect(result).toMatchObject({ ok: false, failure: { kind: 'network-intercepted' } });
      expect(asked).toBe(0);
    },
  );

  it.each(['a&Destination=https://evil.example', 'a#b', 'a b\n', '../..', '%00', 'ä'])(
    'cannot change the address with its token: %j',
    async (token) => {
      const result = await addressFrom(saying(JSON.stringify({ SigninToken: token })));
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      const url = new URL(result.value);
      expect(url.hash).toBe('');
      expect([...url.searchParams]).toEqual([
        ['Action', 'login'],
        ['Issuer', 'Rolekeeper'],
        ['Destination', destination],
        ['SigninToken', token],
      ]);
    },
  );
});
