import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withRequestHandler } from '../../../src/node/sts/request-handler.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { proxyServer } from './proxy-server.ts';
import { callerAt, client } from './sts-under-test.ts';
import { certificate, openssl } from './certificate.ts';

const SAY: Readonly<Record<string, string>> = {
  garbage: 'SSH-2.0-OpenSSH_9.9\r\n\r\n',
  'a header without a colon': 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n',
  'status 502': 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n',
  'status 407': 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n',
  nothing: '',
};

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

async function proxySaying(text: string): Promise<string> {
  return listening(
    createServer((socket: Socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(text));
    }),
  );
}

/** A port of this machine that nobody listens at. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `127.0.0.1:${String(port)}`;
}

async function troubleThrough(proxy: string): Promise<unknown> {
  // Everything goes through the proxy, which is on this machine.
  const { sts } = client({ env: { https_proxy: proxy } });
  const answer = await sts.getCallerIdentity(callerAt('https://sts.invalid'));
  if (answer.ok) throw new Error('it was answered');
  const { trouble, proxy: host, code, notSent } = answer.error;
  return { trouble, host, code, notSent };
}

describe('a proxy that fails is named, not STS', () => {
  it('if it refuses the connection', async () => {
    const host = await closedPort();
    const expected = { trouble: 'proxy', host, code: 'ECONNREFUSED', notSent: true };
    expect(await troubleThrough(`http://${host}`)).toEqual(expected);
  });

  it('if its name is not found', async () => {
    expect(await troubleThrough('http://proxy.invalid:3128')).toMatchObject({
      trouble: 'proxy',
      host: 'proxy.invalid:3128',
      code: expect.stringMatching(/^(?:ENOTFOUND|EAI_AGAIN)$/) as string,
      notSent: true,
    });
  });

  it.each([
    ['garbage', 'no HTTP'],
    ['a header without a colon', 'no HTTP'],
    ['status 502', 'HTTP 502'],
    ['status 407', 'HTTP 407'],
    ['nothing', 'no HTTP'],
  ])('if it answers with %s', async (what, code) => {
    const host = await proxySaying(SAY[what] ?? '');
    const expected = { trouble: 'proxy', host, code, notSent: true };
    expect(await troubleThrough(`http://${host}`)).toEqual(expected);
  });

  it.skipIf(!openssl)(
    `if its own certificate is not believed, or it speaks no TLS${openssl ? '' : ' [needs openssl]'}`,
    async () => {
      const { key, cert } = certificate().tls;
      const host = await listening(
        createTlsServer({ key, cert }, (socket) => socket.destroy()).on(
          'tlsClientError',
          () => undefined,
        ),
      );
      expect(await troubleThrough(`https://${host}`)).toMatchObject({
        trouble: 'proxy',
        host,
        notSent: true,
      });
      const plain = await proxySaying(SAY['garbage'] ?? '');
      expect(await troubleThrough(`https://${plain}`)).toMatchObject({
        trouble: 'proxy',
        host: plain,
      });
    },
  );

  it('also to a server without TLS, and a 407 may have seen the request', async () => {
    const proxy = await proxyServer('refuse');
    const { sts } = client({ env: { http_proxy: proxy.url } });
    const answer = await sts.getCallerIdentity(callerAt('http://sts.invalid'));
    const host = `127.0.0.1:${String(proxy.port)}`;
    const error = { trouble: 'proxy', proxy: host, code: 'HTTP 407', notSent: false };
    expect(answer).toMatchObject({ ok: false, error });
    const closed = await closedPort();
    const refused = client({ env: { http_proxy: `http://${closed}` } });
    expect(await refused.sts.getCallerIdentity(callerAt('http://sts.invalid'))).toMatchObject({
      ok: false,
      error: { trouble: 'proxy', proxy: closed, code: 'ECONNREFUSED', notSent: true },
    });
  });

  it('also by a sign-in or a source, and without its password', async () => {
    const host = await proxySaying(SAY['status 407'] ?? '');
    const networkSettings = {
      env: { https_proxy: `http://user:hunter2@${host}` },
      caBundle: null,
    };
    const failure = await withRequestHandler(
      { way: networkSettings, caBundle: null, clock: systemClock },
      async (handler) => {
        const request = {
          protocol: 'https:',
          hostname: 'oidc.invalid',
          method: 'GET',
          path: '/',
          headers: {},
        };
        await handler.handle(request as never).catch(() => undefined);
        return handler.noAnswer();
      },
    );
    expect(failure).toEqual({ kind: 'network-proxy', code: 'HTTP 407', proxy: host });
  });
});
