import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../core/ports/clock.ts';
import { authorities, isUnknownIssuer } from './certificate-authorities.ts';
import { originOf, proxiesTo } from './proxies-to.ts';
import { ProxyFailed } from './proxy-failed.ts';
import { sendThrough } from './through-proxy.ts';
import {
  CONNECTION_TIMEOUT_MS,
  failedToConnect,
  VERIFIED,
  type SendOptions,
  type SdkResponse,
  type SdkRequest,
} from './sdk-request.ts';
import { anyErrorCode } from '../error-code.ts';

/** The limit for an answer. AWS's answers have a few kilobytes, so a longer one is not from AWS. */
const MAX_BYTES = 1_000_000;
/**
 * A connection that was idle for longer is not reused, because many servers drop idle connections
 * without notice.
 */
const IDLE_MS = 10_000;

/** The error if an answer is too long to be from AWS. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';

  constructor() {
    super('an answer longer than any that AWS sends');
  }
}

/**
 * Sends each HTTP/1.1 request once over reused connections, and always verifies certificates. Uses
 * the proxy of the settings, the environment or the system.
 */
export interface Transport {
  /**
   * Sends a request and returns an answer whose `body` is a Buffer. Throws `AnswerTooLong` after a
   * megabyte, and `ProxyFailed` if the proxy failed.
   */
  send(request: SdkRequest, sendOptions: SendOptions): Promise<SdkResponse>;
  /** Closes all connections, even if they are in use. */
  reset(): void;
}

export function createTransport(clock: Clock): Transport {
  const pools = new Map<string, NodeHttpHandler>();
  /** The servers whose certificates only the system's list can verify. */
  const systemTrusted = new Set<string>();

  async function sendBy(
    proxy: string | null,
    request: SdkRequest,
    sendOptions: SendOptions,
    withSystem: boolean,
  ): Promise<SdkResponse> {
    const secure = request.protocol === 'https:';
    const ca = secure ? authorities(sendOptions.caBundle, withSystem) : undefined;
    const { abortSignal } = sendOptions;
    sendOptions.onProxy?.(proxy);
    if (proxy !== null) return sendThrough(request, { proxy, ca, clock, abortSignal });
    if (sendOptions.ownConnection)
      return directHandler(secure, ca, false).handle(request, { abortSignal });
    const key = `${originOf(request)} ${withSystem ? 'system' : ''} ${sendOptions.caBundle ?? ''}`;
    const pooled = pools.get(key) ?? directHandler(secure, ca, true);
    pools.set(key, pooled);
    return pooled.handle(request, { abortSignal });
  }

  /**
   * Sends a request. If a proxy cannot be reached, tries the next one, as browsers do, and throws
   * the first failure if all fail.
   */
  async function sendOnce(
    request: SdkRequest,
    sendOptions: SendOptions,
    withSystem: boolean,
  ): Promise<SdkResponse> {
    const [first = null, ...others] = await proxiesTo(sendOptions.network, request);
    let proxy = first;
    let failed: unknown = null;
    for (;;) {
      try {
        return await withBody(await sendBy(proxy, request, sendOptions, withSystem), sendOptions);
      } catch (error) {
        if (sendOptions.abortSignal.aborted || !isUnreachable(error, withSystem)) throw error;
        failed ??= error;
        const next = others.shift();
        if (next === undefined) throw failed;
        proxy = next;
      }
    }
  }

  return {
    async send(request, sendOptions) {
      const origin = originOf(request);
      const withSystem = systemTrusted.has(origin);
      try {
        return await sendOnce(request, sendOptions, withSystem);
      } catch (error) {
        // A retry is safe, because the handshake failed before anything was sent.
        if (
          withSystem ||
          sendOptions.abortSignal.aborted ||
          !isUnknownIssuer(anyErrorCode(error) ?? '')
        )
          throw error;
        const answer = await sendOnce(request, sendOptions, true);
        systemTrusted.add(origin);
        return answer;
      }
    },
    reset() {
      const dropped = [...pools.values()];
      pools.clear();
      for (const handler of dropped) handler.destroy();
    },
  };
}

/**
 * True if nothing was sent and another proxy may work (Chromium, net/http/proxy_fallback.cc). False
 * for a status of the proxy, and for an unknown issuer if the system's certificates were not tried
 * yet.
 */
function isUnreachable(error: unknown, withSystem: boolean): boolean {
  if (!(error instanceof ProxyFailed)) return failedToConnect(error);
  const { code, notSent } = error;
  return notSent && !code.startsWith('HTTP ') && (withSystem || !isUnknownIssuer(code));
}

/**
 * Reads the whole answer. Stops when the signal aborts, because a server can send very slowly or
 * never end.
 */
async function withBody({ response }: SdkResponse, sendOptions: SendOptions): Promise<SdkResponse> {
  const { abortSignal: signal } = sendOptions;
  sendOptions.onAnswer?.();
  const stream = response.body as Readable;
  const stop = (): void =>
    void stream.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES) throw new AnswerTooLong();
      chunks.push(chunk);
    }
    response.body = Buffer.concat(chunks);
    return { response };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Creates a handler for direct connections. If `kept` is true, later requests use the same
 * connection.
 */
function directHandler(secure: boolean, ca: string[] | undefined, kept: boolean): NodeHttpHandler {
  const agent = kept ? { keepAlive: true, timeout: IDLE_MS } : { keepAlive: false };
  return new NodeHttpHandler({
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    ...(secure
      ? { httpsAgent: new HttpsAgent({ ...agent, ca, ...VERIFIED }) }
      : { httpAgent: new HttpAgent(agent) }),
  });
}
