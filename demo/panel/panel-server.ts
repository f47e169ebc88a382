import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { App } from '../../src/core/contract/app.ts';
import { createPageKeys } from './page-keys.ts';
import { attendPage } from './page-socket.ts';
import { refuse, servePanelFile } from './panel-files.ts';
import { type ServerMessage, SOCKET_PATH } from './socket-messages.ts';

/** The page's policy makes its origin opaque. The token tells it from other opaque origins. */
const PAGE_ORIGIN = 'null';
/** Exported settings are the largest thing that a page sends. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface PanelServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Opens the panel once. The token stands in the fragment, which no browser sends and no log keeps. */
  link(): string;
  /** Has every page load the panel anew. */
  reload(): void;
  close(): Promise<void>;
}

/**
 * Serves the built panel in `folder` to this computer's browsers, with the real app behind a socket. Neither another page (Origin), nor a name that
 * was pointed at this computer (Host), nor another user (token) gets to the app.
 */
export async function startPanelServer(app: App, folder: string, port = 0): Promise<PanelServer> {
  const keys = createPageKeys();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });
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
    sockets.handleUpgrade(request, stream, head, (socket) => attendPage(socket, keys, app));
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
      const message: ServerMessage = { reload: true };
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
