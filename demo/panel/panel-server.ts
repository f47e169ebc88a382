import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { App } from '../../src/core/contract/app.ts';
import { createPageKeys } from './page-keys.ts';
import { servePage } from './page-socket.ts';
import { refuse, servePanelFile } from './panel-files.ts';
import { type ServerMessage, SOCKET_PATH } from './socket-messages.ts';

/**
 * The page's policy makes its origin opaque. Other pages can have an opaque origin too, so only the
 * token identifies the page.
 */
const PAGE_ORIGIN = 'null';
/** The largest message of a page is an import of exported settings. */
const MAX_BYTES = 4 * 1024 * 1024;

export interface PanelServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /**
   * A link that opens the panel once. Its token is in the URL's fragment, which browsers do not
   * send and servers do not log.
   */
  link(): string;
  /** Makes every page reload the panel. */
  reload(): void;
  close(): Promise<void>;
}

/**
 * Serves the built panel in `folder` to browsers on this computer, with the real app behind a
 * socket. Rejects other pages (Origin), DNS rebinding (Host) and other users (token).
 */
export async function startPanelServer(app: App, folder: string, port = 0): Promise<PanelServer> {
  const keys = createPageKeys();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BYTES });
  const http = createServer((request, response) => {
    if (isForUs(request)) void servePanelFile(folder, request, response);
    else refuse(response, 403);
  });
  http.on('upgrade', (request, stream, head) => {
    if (
      !isForUs(request) ||
      request.url !== SOCKET_PATH ||
      request.headers.origin !== PAGE_ORIGIN
    ) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => servePage(socket, keys, app));
  });
  await new Promise<void>((listening, fail) => {
    http.once('error', fail).listen(port, '127.0.0.1', listening);
  });
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const isForUs = (request: IncomingMessage): boolean => request.headers.host === host;

  return {
    origin,
    link: () => `${origin}/#${keys.token()}`,
    reload: () => {
      const message: ServerMessage = { kind: 'reload' };
      for (const socket of sockets.clients) socket.send(JSON.stringify(message));
    },
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise<void>((closed) => {
        http.close(() => closed());
      });
    },
  };
}
