import type { Socket } from 'node:net';
import type { HttpsProxyAgent } from 'https-proxy-agent';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../core/ports/clock.ts';
import { NoAnswerInTime } from './deadline.ts';
import { ProxyFailed } from './proxy-failed.ts';
import { isHttpProxy } from './proxies-to.ts';
import {
  CONNECTION_TIMEOUT_MS,
  failedToConnect,
  VERIFIED,
  type SdkResponse,
  type SdkRequest,
} from './sdk-request.ts';
import { anyErrorCode } from '../error-code.ts';

interface ThroughProxy {
  readonly proxy: string;
  readonly ca: string[] | undefined;
  readonly clock: Clock;
  readonly abortSignal: AbortSignal;
}

/**
 * Sends a request through a proxy on a new connection and returns the start of the answer. Throws
 * `ProxyFailed` if the proxy does not open a tunnel within 5 s, or if a request without TLS fails
 * before the answer begins.
 */
export async function sendThrough(
  request: SdkRequest,
  options: ThroughProxy,
): Promise<SdkResponse> {
  const { proxy, clock, abortSignal } = options;
  if (!isHttpProxy(proxy)) throw new ProxyFailed(proxy, 'SOCKS', true);
  const secure = request.protocol === 'https:';
  const control = new AbortController();
  const stop = (): void => control.abort(abortSignal.reason);
  abortSignal.addEventListener('abort', stop, { once: true });
  if (abortSignal.aborted) stop();
  const connection = { isOpen: false };
  const cancel = clock.wake(CONNECTION_TIMEOUT_MS, () =>
    control.abort(new NoAnswerInTime('no proxy')),
  );
  const onOpen = (): void => {
    connection.isOpen = true;
    cancel();
  };
  try {
    const handler = await handlerFor(secure, { ...options, signal: control.signal, onOpen });
    const answer = await handler.handle(request, { abortSignal: control.signal });
    if (!secure && answer.response.statusCode === 407)
      throw new ProxyFailed(proxy, 'HTTP 407', false);
    return answer;
  } catch (error) {
    // After the tunnel is open, the server can also be the cause.
    if (error instanceof ProxyFailed || (secure && connection.isOpen)) throw error;
    const notSent = !connection.isOpen || failedToConnect(error);
    if (control.signal.reason instanceof NoAnswerInTime)
      throw new ProxyFailed(proxy, 'no answer', notSent);
    if (abortSignal.aborted) throw error;
    throw new ProxyFailed(proxy, anyErrorCode(error) ?? 'no HTTP', notSent);
  } finally {
    cancel();
    abortSignal.removeEventListener('abort', stop);
  }
}

interface AgentOptions extends ThroughProxy {
  /** Ends a connection to a proxy that does not answer, because the agent has no timeout. */
  readonly signal: AbortSignal;
  /** Called when the tunnel is open. Without TLS, called when the proxy accepted the connection. */
  readonly onOpen: () => void;
}

async function handlerFor(secure: boolean, options: AgentOptions): Promise<NodeHttpHandler> {
  if (secure) return new NodeHttpHandler({ httpsAgent: await tunnel(options) });
  const { HttpProxyAgent } = await import('http-proxy-agent');
  const { proxy, signal, onOpen } = options;
  const httpAgent = new HttpProxyAgent(proxy, { keepAlive: false, signal, ...VERIFIED });
  httpAgent.on('proxyConnect', onOpen);
  return new NodeHttpHandler({ httpAgent });
}

async function tunnel({
  proxy,
  ca,
  signal,
  onOpen,
}: AgentOptions): Promise<HttpsProxyAgent<string>> {
  const { HttpsProxyAgent: ProxyAgent } = await import('https-proxy-agent');
  const trust = ca === undefined ? VERIFIED : { ca, ...VERIFIED };
  class Tunnel extends ProxyAgent<string> {
    // The agent uses its options only for the proxy. The connection to the server needs the same
    // certificates.
    override async connect(
      ...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>
    ): Promise<Socket> {
      let status = 0;
      request.once('proxyConnect', (answer: { readonly statusCode: number }) => {
        status = answer.statusCode;
      });
      const socket = await super.connect(request, Object.assign(options, trust));
      if (status === 200) {
        onOpen();
        return socket;
      }
      socket.destroy();
      throw new ProxyFailed(proxy, status > 0 ? `HTTP ${String(status)}` : 'no HTTP', true);
    }
  }
  return new Tunnel(proxy, { keepAlive: false, signal, ...trust });
}
