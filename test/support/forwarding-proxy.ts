import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ForwardingProxy {
  readonly url: string;
  close(): void;
}

/**
 * Starts a proxy that sends every request to this port of loopback, instead of the requested
 * server.
 */
export async function startForwardingProxy(port: number): Promise<ForwardingProxy> {
  const server = await listening(forwarding(port));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(own)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function forwarding(port: number): Server {
  return createServer((incoming, response) => {
    const { method, headers } = incoming;
    const target = new URL(incoming.url ?? '');
    const path = target.pathname;
    const onward = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
}

async function listening(server: Server): Promise<Server> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}
