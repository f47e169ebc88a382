import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Environment } from '../../core/environment.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { systemClock } from '../system-clock.ts';
import { type LoopbackPeer, loopbackPeer } from './loopback-peer.ts';

/** If the browser has not opened the page after this time, `openOnce` fails. */
const OPEN_WITHIN_MS = 60_000;
/**
 * If the user of the first request is unknown, the server keeps running for this time to notice a
 * second request.
 */
const SECOND_WITHIN_MS = 3000;

export interface OneTimePageDeps {
  readonly clock: Clock;
  /**
   * Starts a browser with this address. Resolves to false if the browser could not start, and may
   * stay pending while the browser runs.
   */
  readonly launch: (address: string) => Promise<boolean>;
  readonly peerOf: (socket: Socket) => Promise<LoopbackPeer>;
  /** The texts that a program gets if it may not open the page. */
  readonly texts: { readonly taken: string; readonly otherUser: string };
}

/**
 * Opens a secret address in a browser. The browser's command contains only a loopback address,
 * which redirects once, because other users can read the arguments of every process.
 */
export async function openOnce(
  secretUrl: string,
  { clock, launch, peerOf, texts }: OneTimePageDeps,
): Promise<Result<null>> {
  const path = `/${randomBytes(32).toString('base64url')}`;
  const end = Promise.withResolvers<Result<null>>();
  const timers = new Set<() => void>();
  const endAfter = (ms: number, result: Result<null>): void => {
    timers.add(clock.wake(ms, () => end.resolve(result)));
  };
  let isOpened = false;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isForPage =
      request.method === 'GET' && request.url === path && request.headers.host === host;
    if (!isForPage) {
      return send(response, 404, '');
    }
    const peer = await peerOf(request.socket);
    if (peer === 'other-user') {
      return send(response, 403, texts.otherUser);
    }
    if (isOpened) {
      // The system does not show who sent the first request, so another user may have sent it.
      await send(response, 410, texts.taken);
      end.resolve(failed({ kind: 'page-taken' }));
      return;
    }
    isOpened = true;
    await send(response, 303, '', { location: secretUrl });
    if (peer === 'own') end.resolve(ok(null));
    else endAfter(SECOND_WITHIN_MS, ok(null));
  };

  const server = createServer((request, response) => void answer(request, response));
  const host = await listen(server);
  if (host === null) return failed({ kind: 'page-not-opened' });
  try {
    endAfter(OPEN_WITHIN_MS, failed({ kind: 'page-not-opened' }));
    void launch(`http://${host}${path}`).then((isLaunched) => {
      if (!isLaunched && !isOpened) end.resolve(failed({ kind: 'page-not-opened' }));
    });
    return await end.promise;
  } finally {
    for (const cancel of timers) cancel();
    server.close();
    server.closeAllConnections();
  }
}

/**
 * Starts the server. Returns its host and port, or null if this computer has no loopback interface.
 */
async function listen(server: Server): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(0, '127.0.0.1', () => {
      resolve(`127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    });
  });
}

/**
 * Sends an answer and resolves when it was sent. The headers tell browsers not to store the answer,
 * and not to pass this address to other pages.
 */
function send(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.writeHead(status, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
      ...headers,
    });
    response.end(text);
  });
}

/** Opens a secret address with `openOnce`, this computer's clock and its list of sockets. */
export function openSecretPage(
  secretUrl: string,
  env: Environment,
  { launch, texts }: Pick<OneTimePageDeps, 'launch' | 'texts'>,
): Promise<Result<null>> {
  const peerOf = (socket: Socket) => loopbackPeer(socket, env['WSL_DISTRO_NAME']);
  return openOnce(secretUrl, { clock: systemClock, launch, peerOf, texts });
}
