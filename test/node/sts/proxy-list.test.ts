import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { networkChecks } from '../../../src/node/doctor/network-checks.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { startSts } from '../../demo/sts-setup.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { certificate, hasOpenssl } from './certificate.ts';
import { startProxyServer } from './proxy-server.ts';
import { callerAt, client } from './sts-under-test.ts';

const SOCKS = 'socks5://socks.invalid:1080';

/** Starts a proxy that closes each connection, and returns its URL. */
async function closingProxy(): Promise<string> {
  const server = createServer((socket) => void socket.on('error', () => undefined).destroy());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Returns the URL of a proxy whose port is closed. */
async function refusingProxy(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${String(port)}`;
}

async function call(
  proxies: readonly (string | null)[],
  url: string,
): Promise<{ readonly ok: boolean; readonly error?: object }> {
  return client({ proxies }).sts.getCallerIdentity(callerAt(url));
}

describe("a call through the system's list of proxies", () => {
  it.each([
    ['refuses the connection', refusingProxy],
    ['has an unknown host name', () => Promise.resolve('http://proxy.invalid:3128')],
    ['is a SOCKS proxy', () => Promise.resolve(SOCKS)],
    ['is DIRECT, but the host name of the server is unknown', () => Promise.resolve(null)],
  ])('uses the second entry if the first %s', async (_what, first) => {
    const server = await startSts();
    const good = await startProxyServer();
    const url = `http://sts.invalid:${server.port}`;
    expect(await call([await first(), good.url, null], url)).toMatchObject({ ok: true });
    expect(good.requests).toEqual([`POST ${url}/`]);
  });

  it.skipIf(!hasOpenssl)(
    'uses the second entry for a server with TLS too [needs openssl]',
    async () => {
      const { bundle, tls } = certificate('sts.invalid');
      const server = await startSts({ tls });
      const good = await startProxyServer();
      for (const first of [await refusingProxy(), await closingProxy(), SOCKS]) {
        const { sts } = client({ caBundle: bundle, proxies: [first, good.url] });
        const answer = await sts.getCallerIdentity(callerAt(`https://sts.invalid:${server.port}`));
        expect(answer).toMatchObject({ ok: true });
      }
      expect(good.requests).toEqual(Array(3).fill(`CONNECT sts.invalid:${server.port}`));
    },
  );

  it('uses the second entry if the first does not answer within 5 s', async () => {
    const clock = new VirtualClock();
    const server = await startSts();
    const silent = await startProxyServer('silent');
    const good = await startProxyServer();
    const proxies = [silent.url, good.url];
    const { sts } = client({ clock, proxies });
    const answer = sts.getCallerIdentity(callerAt(`https://sts.invalid:${server.port}`));
    await expect.poll(() => silent.requests.length).toBe(1);
    expect(good.requests).toEqual([]);
    await clock.advance(5_000);
    await answer;
    expect(good.requests).toEqual([`CONNECT sts.invalid:${server.port}`]);
  });

  it('uses no further entry after a proxy that answers or may have read the request', async () => {
    const server = await startSts();
    const strict = await startProxyServer('refuse');
    const good = await startProxyServer();
    for (const scheme of ['http', 'https']) {
      const url = `${scheme}://sts.invalid:${server.port}`;
      expect(await call([strict.url, good.url, null], url)).toMatchObject({
        ok: false,
        error: { trouble: 'proxy', code: 'HTTP 407', proxy: `127.0.0.1:${String(strict.port)}` },
      });
    }
    // Without TLS, the proxy may have read the request before it closed the connection.
    const url = `http://sts.invalid:${server.port}`;
    expect(await call([await closingProxy(), good.url], url)).toMatchObject({
      error: { trouble: 'proxy', notSent: false },
    });
    expect(good.requests).toEqual([]);
  });

  it('fails with the name of the first proxy if none works, and with the code SOCKS for a SOCKS proxy', async () => {
    const first = await refusingProxy();
    expect(await call([first, await closingProxy(), null], 'https://sts.invalid')).toMatchObject({
      error: { trouble: 'proxy', code: 'ECONNREFUSED', proxy: new URL(first).host, notSent: true },
    });
    expect(await call([SOCKS], 'https://sts.invalid')).toMatchObject({
      error: { trouble: 'proxy', code: 'SOCKS', proxy: 'socks.invalid:1080', notSent: true },
    });
  });

  it('is tried by the doctor through each proxy, and the check of a failing proxy is bad only if no other proxy works', async () => {
    const server = await startSts();
    const good = await startProxyServer();
    const dead = await refusingProxy();
    const wanted = {
      offline: false,
      stsUrls: [`http://sts.invalid:${server.port}`],
      profileBundles: [],
    };
    const levels = async (proxies: readonly (string | null)[]) => {
      const systemProxy = () => Promise.resolve(proxies);
      const network = { env: {}, caBundle: null, systemProxy };
      const checks = await networkChecks(network, wanted, systemClock);
      return checks
        .filter(({ check }) => check === 'proxy')
        .map(({ level, facts, failure }) => [facts['url'], level, failure?.kind]);
    };
    expect(await levels([SOCKS, dead, good.url])).toEqual([
      [SOCKS, 'warning', 'network-proxy'],
      [dead, 'warning', 'network-proxy'],
      [good.url, 'good', undefined],
    ]);
    expect(await levels([SOCKS, dead])).toEqual([
      [SOCKS, 'bad', 'network-proxy'],
      [dead, 'bad', 'network-proxy'],
    ]);
    expect(await levels([null, good.url])).toEqual([[null, 'good', undefined]]);
  });
});
