import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { failed, ok, type Result } from '../../core/result.ts';
import {
  type EndpointAnswer,
  refusalAnswer,
  type RefusedConnection,
} from '../../core/serving/endpoint-answer.ts';
import type { EndpointRequest } from '../../core/serving/endpoint-request.ts';
import { errorCode } from '../error-code.ts';

const MAX_CONNECTIONS = 64;
/** The limit for the headers of a request. An SDK sends less than 1 kB. */
const MAX_HEADER_BYTES = 8192;
/**
 * The time limit for receiving a request. An SDK sends its request at once, and stops waiting after
 * one or two seconds.
 */
const REQUEST_WITHIN_MS = 5000;

export interface EndpointServer {
  readonly port: number;
  /** Stops the server and closes open connections. */
  readonly close: () => Promise<void>;
}

export interface EndpointServerOptions {
  /** The port to listen on. 0 chooses a free port. */
  readonly port: number;
  readonly answer: (request: EndpointRequest, port: number) => Promise<EndpointAnswer>;
  /** Receives an unexpected error, which is a bug. The client gets no details. */
  readonly report: (error: unknown) => void;
  /** The time limit for receiving a request, in ms. Default: 5000. */
  readonly requestWithinMs?: number;
}

/**
 * Starts a server that listens only on loopback: on 127.0.0.1 and, if this computer has IPv6, on
 * ::1, where another program could otherwise answer requests to `localhost`. Fails with
 * `endpoint-unavailable`.
 */
export async function startEndpointServer(
  options: EndpointServerOptions,
): Promise<Result<EndpointServer>> {
  const { port } = options;
  const first = createEndpoint(options);
  const second = createEndpoint(options);
  const close = async (): Promise<void> => {
    await Promise.all([first, second].map(closeServer));
  };
  try {
    await listenOn(first, port, '127.0.0.1');
    const usedPort = portOf(first);
    await listenOn(second, usedPort, '::1').catch((error: unknown) => {
      if (!hasNoIpv6(error)) throw error;
    });
    return ok({ port: usedPort, close });
  } catch (error) {
    await close();
    const code = errorCode(error);
    if (code === null) throw error;
    return failed({ kind: 'endpoint-unavailable', port, code });
  }
}

/**
 * Creates a server that reads only one request per connection. Text that follows the first request
 * is therefore never read as a second request.
 */
function createEndpoint(options: EndpointServerOptions): Server {
  const withinMs = options.requestWithinMs ?? REQUEST_WITHIN_MS;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: withinMs,
      requestTimeout: withinMs,
      connectionsCheckingInterval: Math.min(withinMs, 1000),
      keepAlive: false,
      insecureHTTPParser: false,
    },
    (request, response) => {
      void respond(request, response, options);
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = 1;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseConnection(error, socket);
  });
  return server;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, report }: EndpointServerOptions,
): Promise<void> {
  const { method = '', url = '', headersDistinct, socket } = request;
  const endpointRequest = { method, target: url, headers: headersDistinct };
  const { status, headers, body } = await answer(endpointRequest, socket.localPort ?? 0).catch(
    (error: unknown) => {
      report(error);
      return refusalAnswer('internal');
    },
  );
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}

/**
 * Answers a connection that failed with an error of the parser or a timeout, before it sent a
 * complete request.
 */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, headers, body } = refusalAnswer(connectionRefusal(error.code));
  const lines = Object.entries({
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} Refused`, ...lines, '', body].join('\r\n'));
}

function connectionRefusal(code: string | undefined): RefusedConnection {
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'too-slow' : 'malformed';
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function hasNoIpv6(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(errorCode(error) ?? '');
}

function closeServer(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  const closing = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closing;
}
