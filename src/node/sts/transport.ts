import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { HttpsProxyAgent } from 'https-proxy-agent';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { ProxyFailed } from './proxy-failed.ts';
import { authorities, isUnknownIssuer } from './certificate-authorities.ts';
import { proxyFor } from '../../core/aws-config/proxy.ts';

/** The time limit for opening a connection. */
const CONNECTION_TIMEOUT_MS = 5_000;
/** AWS's answers have a few kilobytes; a longer one is not from AWS. */
const MOST_BYTES = 1_000_000;
/** Explicit for every connection, so that NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect. */
const VERIFIED = { rejectUnauthorized: true } as const;
/** An idle connection older than this is not reused, because many servers drop theirs silently. */
const IDLE_MS = 10_000;

export type WireRequest = Parameters<NodeHttpHandler['handle']>[0];
export type WireAnswer = Awaited<ReturnType<NodeHttpHandler['handle']>>;

export interface Wire {
  readonly abortSignal: AbortSignal;
  /**
   * Opens a new connection for this request: a pooled one can be dead, and a request sent on it is
   * lost.
   */
  readonly ownConnection: boolean;
  /** The environment with the proxy variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called when the answer begins, before its body is read. */
  readonly answered?: () => void;
  /** PEM certificates to trust in addition to Node's and the system's. */
  readonly caBundle: string | null;
}

/** The answer is too long to be from AWS. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';

  constructor() {
    super('an answer longer than any of AWS');
  }
}

/**
 * HTTP/1.1 requests over reused connections and the environment's proxy, each sent once. Always
 * verifies certificates.
 */
export interface Transport {
  /** The answer's `body` is a Buffer. Throws `AnswerTooLong` after a megabyte. */
  send(request: WireRequest, wire: Wire): Promise<WireAnswer>;
  /** Drops all connections, used or idle. */
  reset(): void;
}

export function createTransport(): Transport {
  const pools = new Map<string, NodeHttpHandler>();
  /** Hosts whose certificate only the system's list verifies. */
  const systemTrusted = new Set<string>();

  async function sendOnce(request: WireRequest, wire: Wire, system: boolean): Promise<WireAnswer> {
    const options = { abortSignal: wire.abortSignal };
    const proxy = proxyFor(request, wire.env);
    const secure = request.protocol === 'https:';
    const ca = secure ? authorities(wire.caBundle, system) : undefined;
    if (proxy !== null || wire.ownConnection) {
      const handler = await singleUse(secure, proxy, ca, wire.abortSignal);
      // Without TLS the proxy answers the request itself; with TLS the tunnel reports the proxy's
      // failures.
      const answer = handler.handle(request, options);
      return withBody(
        secure || proxy === null ? await answer : await ofProxy(answer, proxy, wire),
        wire,
      );
    }
    const key = `${originOf(request)} ${system ? 'system' : ''} ${wire.caBundle ?? ''}`;
    const pooled = pools.get(key) ?? pool(secure, ca);
    pools.set(key, pooled);
    return withBody(await pooled.handle(request, options), wire);
  }

  return {
    async send(request, wire) {
      const origin = originOf(request);
      const system = systemTrusted.has(origin);
      try {
        return await sendOnce(request, wire, system);
      } catch (error) {
        // A retry is safe: the handshake failed before anything was sent.
        if (system || wire.abortSignal.aborted || !isUnknownIssuer(codeOf(error))) throw error;
        const answer = await sendOnce(request, wire, true);
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

async function ofProxy(
  answer: Promise<WireAnswer>,
  proxy: string,
  wire: Wire,
): Promise<WireAnswer> {
  let answered: WireAnswer;
  try {
    answered = await answer;
  } catch (error) {
    if (wire.abortSignal.aborted) throw error;
    throw new ProxyFailed(proxy, codeOf(error) || 'no HTTP', isConnecting(error));
  }
  if (answered.response.statusCode === 407) throw new ProxyFailed(proxy, 'HTTP 407', false);
  return answered;
}

/** Nothing was sent: refused, unreachable or unknown name. */
function isConnecting(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isConnecting);
  if (!(error instanceof Error) || !('syscall' in error)) return false;
  return error.syscall === 'connect' || error.syscall === 'getaddrinfo';
}

/**
 * Reads the whole answer, until the signal aborts: a server can send one byte at a time or never
 * end.
 */
async function withBody({ response }: WireAnswer, wire: Wire): Promise<WireAnswer> {
  const { abortSignal: signal } = wire;
  wire.answered?.();
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
      if (bytes > MOST_BYTES) throw new AnswerTooLong();
      chunks.push(chunk);
    }
    response.body = Buffer.concat(chunks);
    return { response };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function pool(secure: boolean, ca: string[] | undefined): NodeHttpHandler {
  const agent = { keepAlive: true, timeout: IDLE_MS };
  return new NodeHttpHandler({
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    ...(secure
      ? { httpsAgent: new HttpsAgent({ ...agent, ca, ...VERIFIED }) }
      : { httpAgent: new HttpAgent(agent) }),
  });
}

async function singleUse(
  secure: boolean,
  proxy: string | null,
  ca: string[] | undefined,
  signal: AbortSignal,
): Promise<NodeHttpHandler> {
  if (secure) {
    const httpsAgent =
      proxy === null
        ? new HttpsAgent({ keepAlive: false, ca, ...VERIFIED })
        : await tunnelThrough(proxy, ca, signal);
    return new NodeHttpHandler({ connectionTimeout: CONNECTION_TIMEOUT_MS, httpsAgent });
  }
  const httpAgent =
    proxy === null
      ? new HttpAgent({ keepAlive: false })
      : new (await import('http-proxy-agent')).HttpProxyAgent(proxy, {
          keepAlive: false,
          signal,
          ...VERIFIED,
        });
  return new NodeHttpHandler({ connectionTimeout: CONNECTION_TIMEOUT_MS, httpAgent });
}

/**
 * `signal` ends a connection to a proxy that accepts it and stays silent; the agent has no timeout
 * of its own.
 */
async function tunnelThrough(
  proxy: string,
  ca: string[] | undefined,
  signal: AbortSignal,
): Promise<HttpsProxyAgent<string>> {
  const { HttpsProxyAgent: ProxyAgent } = await import('https-proxy-agent');
  const trust = ca === undefined ? VERIFIED : { ca, ...VERIFIED };
  class Tunnel extends ProxyAgent<string> {
    // The agent's options apply to the proxy only; the server behind it needs the certificates
    // separately.
    override async connect(
      ...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>
    ): Promise<Socket> {
      let status = 0;
      request.once('proxyConnect', (answer: { readonly statusCode: number }) => {
        status = answer.statusCode;
      });
      let socket: Socket;
      try {
        socket = await super.connect(request, Object.assign(options, trust));
      } catch (error) {
        if (signal.aborted) throw error;
        throw new ProxyFailed(proxy, codeOf(error) || 'no HTTP', true);
      }
      if (status === 200) return socket;
      socket.destroy();
      throw new ProxyFailed(proxy, status > 0 ? `HTTP ${String(status)}` : 'no HTTP', true);
    }
  }
  return new Tunnel(proxy, { keepAlive: false, signal, ...trust });
}

function originOf({ protocol, hostname, port }: WireRequest): string {
  return `${protocol}//${hostname}:${port ?? ''}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
