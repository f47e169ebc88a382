import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  BLINK_FEATURES_OFF,
  UNREACHABLE_PROXY,
  PAGE_POLICY,
  WEBRTC_POLICY,
} from '../../src/core/contract/page-policy.ts';
import { launchBrowser } from '../support/chromium.ts';

/**
 * Replaces `app://panel`, which only the application knows. The test answers all requests to it.
 */
const PANEL = 'https://panel.invalid/';

/**
 * Returns a script that tries to store or send data in many ways. Each attempt results in `refused`
 * if it fails.
 */
const tries = (port: number): string => `(async () => {
  const late = () => new Promise((done) => setTimeout(done, 3000, 'refused'));
  const attempt = (work) => Promise.race([
    Promise.resolve().then(work).then((done) => done ?? 'done', () => 'refused'),
    late(),
  ]);
  const event = (source, good) => new Promise((done, fail) => {
    source[good] = () => done('done');
    source.onerror = fail;
  });
  const frame = document.body.appendChild(document.createElement('iframe')).contentWindow;
  const found = {};
  for (const [name, at] of [['page', window], ['frame', frame]]) {
    const out = 'http://127.0.0.1:${port}/';
    const all = {
      localStorage: () => at.localStorage.setItem('a', 'b'),
      sessionStorage: () => at.sessionStorage.setItem('a', 'b'),
      cookie: () => { at.document.cookie = 'a=b'; },
      indexedDB: () => event(at.indexedDB.open('a'), 'onsuccess'),
      cache: () => at.caches.open('a').then(() => 'done'),
      opfs: () => at.navigator.storage.getDirectory().then(() => 'done'),
      bucket: () => at.navigator.storageBuckets.open('a').then(() => 'done'),
      serviceWorker: () => at.navigator.serviceWorker.register('/w.js').then(() => 'done'),
      sharedWorker: () => event(new at.SharedWorker('/w.js'), 'onopen'),
      worker: () => event(new at.Worker('/w.js'), 'onmessage'),
      otherFrames: () => new Promise((done) => {
        const requests = new at.BroadcastChannel('a');
        requests.onmessage = () => done('done');
        const from = document.createElement('iframe');
        document.body.append(from);
        new from.contentWindow.BroadcastChannel('a').postMessage('a');
      }),
      fetch: () => at.fetch(out, { mode: 'no-cors' }).then(() => 'done'),
      xhr: () => { const x = new at.XMLHttpRequest(); x.open('GET', out); x.send(); return event(x, 'onload'); },
      beacon: () => at.navigator.sendBeacon(out, 'a') ? late() : 'refused',
      webSocket: () => event(new at.WebSocket('ws://127.0.0.1:${port}/'), 'onopen'),
      eventSource: () => event(new at.EventSource(out), 'onopen'),
      webTransport: () => new at.WebTransport('https://127.0.0.1:${port}/').ready.then(() => 'done'),
      rtc: async () => {
        const ice = 'turn:127.0.0.1:${port}?transport=';
        const urls = [ice + 'tcp', ice + 'udp', 'stun:127.0.0.1:${port}'];
        const peer = new at.RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }] });
        const candidates = [];
        peer.onicecandidate = ({ candidate }) => { if (candidate?.candidate) candidates.push(candidate.candidate); };
        peer.createDataChannel('a');
        await peer.setLocalDescription(await peer.createOffer());
        await late();
        return candidates.length === 0 ? 'refused' : candidates.join();
      },
      open: () => at.open(out) === null ? 'refused' : 'done',
    };
    found[name] = Object.fromEntries(await Promise.all(
      Object.entries(all).map(async ([key, work]) => [key, await attempt(work)]),
    ));
  }
  const put = (name, set) => document.body.append(Object.assign(document.createElement(name), set));
  const out = 'http://127.0.0.1:${port}/';
  for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload', 'stylesheet', 'icon']) {
    put('link', { rel, href: out + rel, as: 'script' });
  }
  put('img', { src: out + 'img' });
  put('script', { src: out + 'script' });
  put('iframe', { src: out + 'iframe' });
  put('object', { data: out + 'object' });
  put('video', { src: out + 'video' });
  return found;
})()`;

const navigations = (port: number): readonly string[] => [
  `const form = Object.assign(document.createElement('form'), {
    action: 'http://127.0.0.1:${port}/form', method: 'post' });
  document.body.append(form); form.submit(); 0`,
  `location.href = 'http://127.0.0.1:${port}/location'; 0`,
  `document.head.append(Object.assign(document.createElement('meta'), {
    httpEquiv: 'refresh', content: '0;url=http://127.0.0.1:${port}/refresh' })); 0`,
  `document.body.append(Object.assign(document.createElement('a'), {
    id: 'ping', href: 'http://127.0.0.1:${port}/link', ping: 'http://127.0.0.1:${port}/ping' })); ping.click(); 0`,
];

const installed = inject('browser');
const title = installed === null ? "the panel's page [needs chromium]" : "the panel's page";

describe.skipIf(installed === null)(title, () => {
  let requests: string[] = [];
  const server = createServer((socket) => {
    requests.push('connected');
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      requests.push(data.toString('latin1').split('\r\n', 1)[0] ?? '');
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Allow-Origin: *\r\n\r\n');
    });
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    requests = [];
  });
  afterAll(() => server.close());

  /**
   * Browser arguments that confine the page as main does: its session reaches no server, and
   * unneeded features are off.
   */
  const CONFINED = [
    `--proxy-server=${UNREACHABLE_PROXY.proxyRules}`,
    `--proxy-bypass-list=${UNREACHABLE_PROXY.proxyBypassRules}`,
    `--webrtc-ip-handling-policy=${WEBRTC_POLICY}`,
    `--force-webrtc-ip-handling-policy=${WEBRTC_POLICY}`,
    `--disable-blink-features=${BLINK_FEATURES_OFF.join(',')}`,
  ];

  async function visit(
    policy: string,
    args: readonly string[],
  ): Promise<Record<string, Record<string, string>>> {
    if (installed === null) return {};
    const browser = await launchBrowser({ ...installed, args: [...installed.args, ...args] });
    try {
      const context = await browser.newContext();
      await context.route(`${PANEL}**`, (route) =>
        route.fulfill({
          status: 200,
          headers: { 'content-type': 'text/html', 'content-security-policy': policy },
          body: '<p>panel</p>',
        }),
      );
      const page = await context.newPage();
      await page.goto(PANEL);
      const found = await page.evaluate<Record<string, Record<string, string>>>(tries(port));
      for (const step of navigations(port)) {
        const leaving = await context.newPage();
        await leaving.goto(PANEL);
        // The navigation can end the page before `evaluate` returns.
        await leaving.evaluate(step).catch(() => undefined);
        await leaving.waitForTimeout(200);
      }
      return found;
    } finally {
      await browser.close();
    }
  }

  it('stores nothing and reaches no server, also from a frame', async () => {
    const found = await visit(PAGE_POLICY.join('; '), CONFINED);
    const refused = Object.fromEntries(
      Object.keys(found['page'] ?? {}).map((name) => [name, 'refused']),
    );
    expect(Object.keys(refused).length).toBeGreaterThan(15);
    expect(found).toEqual({ page: refused, frame: refused });
    expect(requests).toEqual([]);
  });

  it('could store data and reach a server without the policy and the session of main', async () => {
    const { page = {} } = await visit("script-src 'self'", []);
    const stores = Object.entries(page).filter(([, answer]) => answer === 'done');
    expect(stores.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'localStorage',
        'cookie',
        'indexedDB',
        'cache',
        'opfs',
        'bucket',
        'fetch',
      ]),
    );
    expect(requests.length).toBeGreaterThan(5);
  });
});
