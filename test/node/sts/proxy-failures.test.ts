import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Failure } from '../../../src/core/failure.ts';
import { noAnswerOf } from '../../../src/core/sts/failure-from-sts.ts';
import { networkChecks } from '../../../src/node/doctor/network-checks.ts';
import type { NetworkSettings } from '../../../src/node/sts/network-settings.ts';
import { checkText } from '../../../src/views/check-text.ts';
import { failureText } from '../../../src/views/failure-text.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { withRequestHandler } from '../../../src/node/sts/request-handler.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { startProxyServer } from './proxy-server.ts';
import { callerAt, client } from './sts-under-test.ts';
import { certificate, hasOpenssl } from './certificate.ts';

const ANSWERS: Readonly<Record<string, string>> = {
  garbage: 'SSH-2.0-OpenSSH_9.9\r\n\r\n',
  'a header without a colon': 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n',
  'status 502': 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n',
  'status 407': 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n',
  nothing: '',
};

const FORMAT = {
  roleName: 'client-s3',
  field: (name: string) => name,
  time: String,
  moment: String,
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

/** Returns the address of a closed port on this machine. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `127.0.0.1:${String(port)}`;
}

async function errorThrough(proxy: string): Promise<unknown> {
  // Every call goes through the proxy, which is on this machine.
  const { sts } = client({ env: { https_proxy: proxy } });
  const answer = await sts.getCallerIdentity(callerAt('https://sts.invalid'));
  if (answer.ok) throw new Error('it was answered');
  const { trouble, proxy: host, code, notSent } = answer.error;
  return { trouble, host, code, notSent };
}

describe('a failed call', () => {
  it('names the proxy, not STS, if the proxy refuses the connection', async () => {
    const host = await closedPort();
    const expected = { trouble: 'proxy', host, code: 'ECONNREFUSED', notSent: true };
    expect(await errorThrough(`http://${host}`)).toEqual(expected);
  });

  it('names the proxy, not STS, if the host name of the proxy is unknown', async () => {
    expect(await errorThrough('http://proxy.invalid:3128')).toMatchObject({
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
  ])('names the proxy, not STS, if the proxy answers with %s', async (what, code) => {
    const host = await proxySaying(ANSWERS[what] ?? '');
    const expected = { trouble: 'proxy', host, code, notSent: true };
    expect(await errorThrough(`http://${host}`)).toEqual(expected);
  });

  it.skipIf(!hasOpenssl)(
    `names an https proxy if its own certificate is not trusted, or if it does not speak TLS${hasOpenssl ? '' : ' [needs openssl]'}`,
    async () => {
      const { key, cert } = certificate().tls;
      const host = await listening(
        createTlsServer({ key, cert }, (socket) => socket.destroy()).on(
          'tlsClientError',
          () => undefined,
        ),
      );
      expect(await errorThrough(`https://${host}`)).toMatchObject({
        trouble: 'proxy',
        host,
        notSent: true,
      });
      const plain = await proxySaying(ANSWERS['garbage'] ?? '');
      expect(await errorThrough(`https://${plain}`)).toMatchObject({
        trouble: 'proxy',
        host: plain,
      });
    },
  );

  it('to a server without TLS names the proxy too; only if no proxy listens, it says that nothing was sent', async () => {
    const proxy = await startProxyServer('refuse');
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

  it('of a sign-in or a source profile names the proxy too, without its password', async () => {
    const host = await proxySaying(ANSWERS['status 407'] ?? '');
    const networkSettings = {
      env: { https_proxy: `http://user:hunter2@${host}` },
      caBundle: null,
    };
    const failure = await withRequestHandler(
      { network: networkSettings, caBundle: null, clock: systemClock },
      async (handler) => {
        const request = {
          protocol: 'https:',
          hostname: 'oidc.invalid',
          method: 'GET',
          path: '/',
          headers: {},
        };
        await handler.handle(request as never).catch(() => undefined);
        return handler.noAnswerFailure();
      },
    );
    expect(failure).toEqual({ kind: 'network-proxy', code: 'HTTP 407', proxy: host });
  });
});

const OPEN = 'HTTP/1.1 200 OK\r\n\r\n';

/** Each entry says what a proxy does with a request, and which failure this causes. */
const PROXIES: readonly {
  readonly title: string;
  readonly to: 'https://sts.invalid' | 'http://sts.invalid';
  readonly says: string;
  readonly then: 'is silent' | 'closes' | 'resets';
  /** Milliseconds after which the client gives up, or 0 if the proxy ends the request. */
  readonly afterMs: number;
  readonly failureOf: (proxy: string) => Failure;
  readonly notSent: boolean;
}[] = [
  {
    title: 'does not answer CONNECT',
    to: 'https://sts.invalid',
    says: '',
    then: 'is silent',
    afterMs: 5_000,
    failureOf: (proxy) => ({ kind: 'network-proxy', code: 'no answer', proxy }),
    notSent: true,
  },
  {
    title: 'sends half of an answer to CONNECT, and then nothing',
    to: 'https://sts.invalid',
    says: 'HTTP/1.1 200 OK\r\nServer: sq',
    then: 'is silent',
    afterMs: 5_000,
    failureOf: (proxy) => ({ kind: 'network-proxy', code: 'no answer', proxy }),
    notSent: true,
  },
  {
    title: 'sends half of an answer to CONNECT, and then closes the connection',
    to: 'https://sts.invalid',
    says: 'HTTP/1.1 200 OK\r\nServer: sq',
    then: 'closes',
    afterMs: 0,
    failureOf: (proxy) => ({ kind: 'network-proxy', code: 'no HTTP', proxy }),
    notSent: true,
  },
  {
    title: 'resets the connection at once',
    to: 'https://sts.invalid',
    says: '',
    then: 'resets',
    afterMs: 0,
    failureOf: (proxy) => ({ kind: 'network-proxy', code: 'ECONNRESET', proxy }),
    notSent: true,
  },
  {
    title: 'opens a tunnel through which no answer comes',
    to: 'https://sts.invalid',
    says: OPEN,
    then: 'is silent',
    afterMs: 15_000,
    failureOf: (proxy) => ({ kind: 'timeout', host: 'sts.invalid', afterMs: 15_000, proxy }),
    notSent: false,
  },
  {
    title: 'opens a tunnel that is closed before an answer comes',
    to: 'https://sts.invalid',
    says: OPEN,
    then: 'closes',
    afterMs: 0,
    failureOf: (proxy) => ({ kind: 'network', code: 'ECONNRESET', host: 'sts.invalid', proxy }),
    notSent: false,
  },
  {
    title: 'does not answer a request without TLS',
    to: 'http://sts.invalid',
    says: '',
    then: 'is silent',
    afterMs: 15_000,
    failureOf: (proxy) => ({ kind: 'network-proxy', code: 'no answer', proxy }),
    notSent: false,
  },
  {
    title: 'passes on the start of an answer without TLS, and then nothing',
    to: 'http://sts.invalid',
    says: 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<Get',
    then: 'is silent',
    afterMs: 15_000,
    failureOf: (proxy) => ({ kind: 'timeout', host: 'sts.invalid', afterMs: 15_000, proxy }),
    notSent: false,
  },
  {
    title: 'passes on the start of an answer without TLS, and then closes the connection',
    to: 'http://sts.invalid',
    says: 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<Get',
    then: 'closes',
    afterMs: 0,
    failureOf: (proxy) => ({ kind: 'network', code: 'ECONNRESET', host: 'sts.invalid', proxy }),
    notSent: false,
  },
];

describe.each(PROXIES.map((proxy) => [proxy.title, proxy] as const))(
  'a proxy that %s',
  (...row) => {
    const [, { to, says, then, afterMs, failureOf, notSent }] = row;
    /** Starts a proxy that answers with `says`. `asked` resolves when the proxy has the request. */
    async function proxyThatAnswers(): Promise<{
      readonly host: string;
      readonly asked: Promise<void>;
    }> {
      const asked = Promise.withResolvers<undefined>();
      const sockets = new Set<Socket>();
      const host = await listening(
        createServer((socket) => {
          sockets.add(socket);
          socket.on('error', () => undefined);
          let isFirst = true;
          socket.on('data', () => {
            if (then === 'resets') socket.resetAndDestroy();
            else if (isFirst) socket.write(says);
            // Closes the tunnel only after the client sent bytes through it.
            if (then === 'closes' && (!isFirst || says !== OPEN)) socket.end();
            const isLast = !isFirst || says !== OPEN;
            isFirst = false;
            if (isLast) asked.resolve(undefined);
          });
        }),
      );
      onTestFinished(() => {
        for (const socket of sockets) socket.destroy();
      });
      return { host, asked: asked.promise };
    }

    /**
     * Starts the proxy. `pass` waits until the client has read the answer, then moves the clock.
     */
    async function startWithClock(): Promise<{
      readonly host: string;
      readonly network: NetworkSettings;
      readonly clock: VirtualClock;
      readonly pass: () => Promise<void>;
    }> {
      const { host, asked } = await proxyThatAnswers();
      const clock = new VirtualClock();
      const url = `http://me:hunter2@${host}`;
      const network = { env: { https_proxy: url, http_proxy: url }, caBundle: null };
      const pass = async (): Promise<void> => {
        await asked;
        if (afterMs === 0) return;
        await new Promise((read) => setTimeout(read, 50));
        await clock.advance(afterMs - 1);
        await clock.advance(1);
      };
      return { host, network, clock, pass };
    }

    it('is named by a failed call to STS', async () => {
      const { host, network, clock, pass } = await startWithClock();
      const answer = client({ clock, env: network.env }).sts.getCallerIdentity(callerAt(to));
      await pass();
      const { ok, ...outcome } = await answer;
      if (ok || !('error' in outcome)) throw new Error('it was answered');
      expect(noAnswerOf(outcome.error, 15_000)).toEqual(failureOf(host));
      expect(outcome.error.notSent).toBe(notSent);
    });

    it('is named by the request handler of sign-ins, source profiles and the console', async () => {
      const { host, network, clock, pass } = await startWithClock();
      const { protocol, hostname } = new URL(to);
      const request = { protocol, hostname, method: 'GET', path: '/', headers: {} };
      const failure = withRequestHandler({ network, caBundle: null, clock }, async (handler) => {
        await handler.handle(request as never).catch(() => undefined);
        return handler.noAnswerFailure();
      });
      await pass();
      expect(await failure).toEqual(failureOf(host));
    });

    it('is named by the doctor, in the terminal and in the panel', async () => {
      const { host, network, clock, pass } = await startWithClock();
      const wanted = { offline: false, stsUrls: [to], profileBundles: [] };
      const checks = networkChecks(network, wanted, clock);
      await pass();
      const check = (await checks).find((each) => each.check === 'proxy');
      const facts = { url: `http://${host}`, host: 'sts.invalid' };
      expect(check).toEqual({ check: 'proxy', level: 'bad', facts, failure: failureOf(host) });
      if (check === undefined) throw new Error('no check');
      for (const words of [en, de]) {
        const { title, detail } = failureText(words, failureOf(host), FORMAT);
        expect(`${title} ${detail}`).toContain(host);
        expect(checkText(words, check, FORMAT).detail).toContain(detail);
        expect(`${title} ${detail}`).not.toContain('hunter2');
      }
    });
  },
);
