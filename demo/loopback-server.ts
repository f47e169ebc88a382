import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, or https. */
  readonly origin: string;
  readonly port: number;
  readonly server: Server;
  /** Ends open connections, including unanswered ones. */
  close(): Promise<void>;
}

/** A key and a certificate in PEM. The certificate must name 127.0.0.1. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
}

/** Starts a server on 127.0.0.1. Port 0 means any free port. */
export async function startLoopbackServer(
  listener: RequestListener,
  { tls, port = 0 }: { readonly tls?: Tls | undefined; readonly port?: number | undefined },
): Promise<LoopbackServer> {
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((listening, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      listening();
    });
  });
  const own = (server.address() as AddressInfo).port;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(own)}`,
    port: own,
    server,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
