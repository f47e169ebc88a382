import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A forward proxy on loopback that records every secret in the answers of STS. */
export interface TappingProxy {
  readonly port: number;
  /** Every SecretAccessKey and SessionToken so far, with the action of the STS call. */
  issued(): readonly { readonly action: string; readonly secret: string }[];
  close(): Promise<void>;
}

/**
 * Starts the proxy. It sends HTTP requests for any host to 127.0.0.1, and refuses tunnels with 407,
 * like a proxy that needs a password.
 */
export async function startTappingProxy(): Promise<TappingProxy> {
  const issued: { readonly action: string; readonly secret: string }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    const target = new URL(incoming.url ?? '');
    const chunks: Buffer[] = [];
    incoming.on('data', (part: Buffer) => chunks.push(part));
    incoming.on('end', () => {
      const action = new URLSearchParams(Buffer.concat(chunks).toString()).get('Action') ?? '';
      const { method, headers } = incoming;
      const onward = httpRequest({
        host: '127.0.0.1',
        port: target.port,
        path: target.pathname,
        method,
        headers,
      });
      onward.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const body = Buffer.concat(parts);
          // Secrets are recorded before anyone receives them.
          for (const [, secret = ''] of body
            .toString()
            .matchAll(/<(?:SecretAccessKey|SessionToken)>([^<]+)</g)) {
            issued.push({ action, secret });
          }
          response.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
        });
      });
      onward.on('error', () => response.destroy());
      onward.end(Buffer.concat(chunks));
    });
  });
  server.on('connect', (_request, client: Socket) => {
    client.on('error', () => undefined);
    client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    issued: () => issued,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
