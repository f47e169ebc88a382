import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/core/aws-config/proxy.ts';
import { answerOrThrow } from '../../contracts/sts.contract.ts';
import { ALICE_ARN, startSts } from '../../demo/sts-setup.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { certificate, hasOpenssl } from './certificate.ts';
import { startProxyServer } from './proxy-server.ts';
import { callerAt, client } from './sts-under-test.ts';

const sts = { protocol: 'https:', hostname: 'sts.eu-west-1.amazonaws.com' };

describe('proxyFor', () => {
  it.each([
    [{ HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
    [{ https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' }, 'http://p:1'],
    [{ https_proxy: '', HTTPS_PROXY: 'http://q:1' }, null],
    [{ Https_Proxy: 'p:1' }, 'http://p:1'],
    [{ https_proxy: '//p:1' }, 'http://p:1'],
    [{ https_proxy: 'https://p:1' }, 'https://p:1'],
    [{ HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1' }, null],
    [{ https_proxy: 'p', no_proxy: '*' }, null],
    [{ https_proxy: 'p', NO_PROXY: 'a.example, amazonaws.com' }, null],
    [{ https_proxy: 'p', no_proxy: '.amazonaws.com' }, null],
    [{ https_proxy: 'p', no_proxy: 'naws.com,sts.eu-west-1.amazonaws.com.evil' }, 'http://p'],
    [{ https_proxy: 'p', no_proxy: '', NO_PROXY: '*' }, 'http://p'],
  ] as const)('reads the environment %j as the AWS CLI does', (env, proxy) => {
    expect(proxyFor(sts, env)).toBe(proxy);
  });

  it('uses the scheme and the port of the address, and ignores HTTP_PROXY of a CGI request', () => {
    const local = { protocol: 'http:', hostname: '127.0.0.1', port: 9000 };
    expect(proxyFor(local, { HTTP_PROXY: 'p' })).toBe('http://p');
    expect(proxyFor(local, { HTTP_PROXY: 'p', REQUEST_METHOD: 'GET' })).toBeNull();
    expect(proxyFor(local, { HTTP_PROXY: 'p', no_proxy: '127.0.0.1:9000' })).toBeNull();
    expect(proxyFor(local, { HTTP_PROXY: 'p', no_proxy: '127.0.0.1:9001' })).toBe('http://p');
  });
});

describe('a call through a real proxy', () => {
  it("uses the name and password of the proxy's URL over HTTP", async () => {
    const server = await startSts();
    const proxy = await startProxyServer();
    const env = { http_proxy: proxy.url.replace('http://', 'http://me:s%40cret@') };
    const answer = await client({ env }).sts.getCallerIdentity(
      callerAt(`http://sts.example:${server.port}`),
    );
    expect(answerOrThrow(answer).arn).toBe(ALICE_ARN);
    expect(proxy.requests).toEqual([`POST http://sts.example:${server.port}/`]);
    expect(proxy.authorization).toEqual([`Basic ${Buffer.from('me:s@cret').toString('base64')}`]);
  });

  it.skipIf(!hasOpenssl)('uses a new tunnel for each call over TLS [needs openssl]', async () => {
    const { ca, bundle, tls } = certificate('sts.example');
    const server = await startSts({ tls });
    const proxy = await startProxyServer();
    const { sts } = client({ env: { HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: bundle } });
    const caller = callerAt(`https://sts.example:${server.port}`);
    expect(answerOrThrow(await sts.getCallerIdentity(caller)).arn).toBe(ALICE_ARN);
    expect(answerOrThrow(await sts.getCallerIdentity(caller)).arn).toBe(ALICE_ARN);
    expect(proxy.requests).toEqual(Array(2).fill(`CONNECT sts.example:${server.port}`));
    expect(ca).toContain('BEGIN CERTIFICATE');
  });

  it('reports a failure of the proxy if the proxy answers 407', async () => {
    const proxy = await startProxyServer('refuse');
    const { sts } = client({ env: { http_proxy: proxy.url, https_proxy: proxy.url } });
    for (const url of ['http://sts.example', 'https://sts.example']) {
      expect(await sts.getCallerIdentity(callerAt(url))).toMatchObject({
        ok: false,
        error: { trouble: 'proxy', host: 'sts.example', code: 'HTTP 407' },
      });
    }
  });

  it('reports a refused connection and that nothing was sent if no proxy listens', async () => {
    const { sts } = client({ env: { https_proxy: 'http://127.0.0.1:1' } });
    expect(await sts.getCallerIdentity(callerAt('https://sts.example'))).toMatchObject({
      error: { code: 'ECONNREFUSED', trouble: 'proxy', notSent: true },
    });
  });

  it('ends after 5 s if the proxy is silent, names the proxy and closes its connection', async () => {
    const clock = new VirtualClock();
    const proxy = await startProxyServer('silent');
    const { sts } = client({ clock, env: { https_proxy: proxy.url } });
    const answer = sts.getCallerIdentity(callerAt('https://sts.example'));
    await expect.poll(() => proxy.requests.length).toBe(1);
    await clock.advance(5_000);
    expect(await answer).toMatchObject({
      error: { trouble: 'proxy', proxy: `127.0.0.1:${String(proxy.port)}`, notSent: true },
    });
    await expect.poll(() => proxy.openCount()).toBe(0);
  });
});
