import { execFile } from 'node:child_process';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { LoopbackPeer } from '../../../src/node/browser/loopback-peer.ts';
import { openOnce } from '../../../src/node/browser/one-time-page.ts';
import { loopbackPeer, userOfSocket } from '../../../src/node/browser/loopback-peer.ts';
import { programOnPath, skippedWithout } from '../../support/external-programs.ts';
import { skippedExceptOn } from '../../support/systems.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const SECRET = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=secret-token';
const texts = { taken: 'taken', otherUser: 'other user' };

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Requests the page as any program can, and returns null if nothing listens. */
function ask(address: string, method = 'GET', headers = {}): Promise<Answer | null> {
  return new Promise((resolve) => {
    const request = httpRequest(address, { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    request.on('error', () => resolve(null));
    request.end();
  });
}

function openPage(peers: readonly LoopbackPeer[], isLaunched: boolean | 'runs' = 'runs') {
  const clock = new VirtualClock();
  const address = Promise.withResolvers<string>();
  let connections = 0;
  const result = openOnce(SECRET, {
    clock,
    launch: (given) => {
      address.resolve(given);
      return isLaunched === 'runs'
        ? new Promise<boolean>(() => undefined)
        : Promise.resolve(isLaunched);
    },
    peerOf: () => Promise.resolve(peers[Math.min(connections++, peers.length - 1)] ?? 'unknown'),
    texts,
  });
  return { clock, address: address.promise, result };
}

const NOBODY = 65_534;

/** Only root can start a program as another user. */
function cannotConnectAsOtherUser(): boolean {
  if (skippedExceptOn('Linux') || skippedExceptOn('Unix as root')) return true;
  return skippedWithout('curl', programOnPath('curl'));
}

describe('a one-time page', () => {
  it('gives the browser the secret address once, then stops listening', async () => {
    const { address, result } = openPage(['own']);
    const page = await address;
    expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/);
    expect(page).not.toContain('secret-token');
    expect(await ask(page)).toMatchObject({
      status: 303,
      body: '',
      headers: {
        location: SECRET,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    });
    expect(await result).toEqual({ ok: true, value: null });
    expect(await ask(page)).toBeNull();
  });

  it('refuses other paths, methods and host names, and then still serves the browser', async () => {
    const { address, result } = openPage(['own']);
    const target = new URL(await address);
    for (const [path, method, host] of [
      ['/', 'GET', target.host],
      ['/favicon.ico', 'GET', target.host],
      [`${target.pathname}/`, 'GET', target.host],
      [`${target.pathname}?x`, 'GET', target.host],
      [target.pathname, 'HEAD', target.host],
      [target.pathname, 'POST', target.host],
      [target.pathname, 'GET', 'rebound.example'],
    ] as const) {
      const answer = await ask(new URL(path, target).href, method, { host });
      expect(answer).toMatchObject({ status: 404, body: '' });
      expect(answer?.headers.location).toBeUndefined();
    }
    expect(await ask(target.href)).toMatchObject({ status: 303 });
    expect(await result).toMatchObject({ ok: true });
  });

  it('refuses another user of this computer, and then still serves the browser', async () => {
    const { address, result } = openPage(['other-user', 'own']);
    const refused = await ask(await address);
    expect(refused).toMatchObject({ status: 403, body: 'other user' });
    expect(JSON.stringify(refused)).not.toContain('secret-token');
    expect(await ask(await address)).toMatchObject({ status: 303 });
    expect(await result).toMatchObject({ ok: true });
  });

  it('fails on a second request if the system cannot say which user connects; the answer says that another program was first', async () => {
    const { address, result } = openPage(['unknown']);
    expect(await ask(await address)).toMatchObject({ status: 303 });
    const second = await ask(await address);
    expect(second).toMatchObject({ status: 410, body: 'taken' });
    expect(JSON.stringify(second)).not.toContain('secret-token');
    expect(await result).toEqual({ ok: false, failure: { kind: 'page-taken' } });
  });

  it('succeeds after 3 s without a second request, if the system cannot say which user connects', async () => {
    const { address, clock, result } = openPage(['unknown']);
    expect(await ask(await address)).toMatchObject({ status: 303 });
    await clock.advance(3000);
    expect(await result).toMatchObject({ ok: true });
    expect(await ask(await address)).toBeNull();
  });

  it('fails if the browser does not start, or sends no request within a minute', async () => {
    const failure = { kind: 'page-not-opened' };
    expect(await openPage(['own'], false).result).toEqual({ ok: false, failure });
    for (const isLaunched of [true, 'runs'] as const) {
      const { address, clock, result } = openPage(['own'], isLaunched);
      await address;
      await clock.advance(60_000);
      expect(await result).toEqual({ ok: false, failure });
      expect(await ask(await address)).toBeNull();
    }
  });
});

describe('the user of a loopback connection', () => {
  const row = (local: string, remote: string, user: number): string =>
    `   1: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000 ${String(user).padStart(5)} 0 4711 1 0000 20 4 30 10 -1`;
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid',
    row('0100007F:1F90', '00000000:0000', 0),
    row('0200000A:C350', '0100007F:1F90', 7),
    row('0100007F:C350', '0100000A:1F90', 8),
    row('0100007F:C350', '0100007F:1F90', 1001),
    row('0100007F:1F90', '0100007F:C350', 1000),
  ].join('\n');

  it('is read from the row of exactly this connection in the list of sockets', () => {
    expect(userOfSocket(table, 0xc350, 0x1f90)).toBe(1001);
    expect(userOfSocket(table, 0x1f90, 0xc350)).toBe(1000);
    expect(userOfSocket(table, 0xc351, 0x1f90)).toBeNull();
    expect(userOfSocket('', 0xc350, 0x1f90)).toBeNull();
  });

  it.skipIf(cannotConnectAsOtherUser())(
    'is refused if Rolekeeper runs as another user',
    async () => {
      const address = Promise.withResolvers<string>();
      const result = openOnce(SECRET, {
        clock: new VirtualClock(),
        launch: (given) => {
          address.resolve(given);
          return Promise.resolve(true);
        },
        peerOf: (socket) => loopbackPeer(socket, undefined),
        texts,
      });
      const nobody = { uid: NOBODY, gid: NOBODY };
      const { stdout } = await promisify(execFile)('curl', ['-si', await address.promise], nobody);
      expect(stdout).toContain('HTTP/1.1 403');
      expect(stdout).toContain('other user');
      expect(stdout).not.toContain('secret-token');
      expect(await ask(await address.promise)).toMatchObject({ status: 303 });
      expect(await result).toMatchObject({ ok: true });
    },
  );

  it.skipIf(skippedExceptOn('Linux'))(
    'is recognised as the user of this process, but is unknown in WSL',
    async () => {
      const clock = new VirtualClock();
      const address = Promise.withResolvers<string>();
      const peers: LoopbackPeer[] = [];
      const result = openOnce(SECRET, {
        clock,
        launch: (given) => {
          address.resolve(given);
          return Promise.resolve(true);
        },
        peerOf: async (socket) => {
          peers.push(await loopbackPeer(socket, undefined), await loopbackPeer(socket, 'Debian'));
          return 'own';
        },
        texts,
      });
      await ask(await address.promise);
      expect(await result).toMatchObject({ ok: true });
      expect(peers).toEqual(['own', 'unknown']);
    },
  );
});
