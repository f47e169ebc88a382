import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ProxyServer {
  readonly url: string;
  readonly port: number;
  /** `CONNECT host:port` and `POST http://…`, in order. */
  readonly requests: readonly string[];
  readonly authorization: readonly (string | undefined)[];
  /** The number of connections that are open. */
  openCount(): number;
}

/**
 * Starts a forward proxy that connects every host name to 127.0.0.1, so nothing leaves this
 * machine. `tunnelPort` is the target port of every tunnel, or a function of the tunnel's host.
 */
export async function startProxyServer(
  answer: 'forward' | 'refuse' | 'silent' = 'forward',
  tunnelPort?: number | ((host: string) => number),
): Promise<ProxyServer> {
  const requests: string[] = [];
  const authorization: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const note = (what: string, header: string | undefined): void => {
    requests.push(what);
    authorization.push(header);
  };
  const server = createServer((request, response) => {
    note(`${request.method ?? ''} ${request.url ?? ''}`, request.headers['proxy-authorization']);
    if (answer === 'silent') return;
    if (answer === 'refuse') {
      response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end('<html>Who are you?</html>');
      return;
    }
    const target = new URL(request.url ?? '');
    const { method, headers } = request;
    const forwarded = httpRequest({
      host: '127.0.0.1',
      port: target.port,
      path: target.pathname,
      method,
      headers,
    });
    forwarded.on('response', (incoming) => {
      response.writeHead(incoming.statusCode ?? 502, incoming.headers);
      incoming.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  server.on('connect', (request, client: Socket) => {
    note(`CONNECT ${request.url ?? ''}`, request.headers['proxy-authorization']);
    client.on('error', () => undefined);
    if (answer === 'silent') {
      client.resume().on('end', () => client.end());
      return;
    }
    if (answer === 'refuse') {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const [host = '', port] = request.url?.split(':') ?? [];
    const named = typeof tunnelPort === 'function' ? tunnelPort(host) : tunnelPort;
    const forwarded = connect(named ?? Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      forwarded.pipe(client).pipe(forwarded);
    });
    forwarded.on('error', () => client.destroy());
    client.on('close', () => forwarded.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    authorization,
    openCount: () => sockets.size,
  };
}
