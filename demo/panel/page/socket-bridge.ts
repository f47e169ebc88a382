import type { Action, Route } from '../../../src/core/contract/action.ts';
import type { AppState } from '../../../src/core/contract/app-state.ts';
import type { PanelBridge } from '../../../src/core/contract/bridge.ts';
import { foundInText, nothingFound } from '../../../src/core/roles/pasted/found-in-text.ts';
import { failed, ok, type Result } from '../../../src/core/result.ts';
import {
  LINK_REFUSED,
  type PageMessage,
  type ServerMessage,
  SOCKET_PATH,
} from '../socket-messages.ts';

/**
 * Connects the panel in a browser to the server. In the application, Electron's preload script
 * provides the same `PanelBridge`.
 */
export interface SocketBridge {
  readonly bridge: PanelBridge;
  /** Navigates the panel, as a click in the tray's menu does. */
  readonly show: (route: Route) => void;
}

/** The secret of a page, and what the page does with the events of the socket. */
export interface SocketBridgeOptions {
  /**
   * The token of the one-time link that the server printed, or the key that the page got for it.
   */
  readonly secret: string;
  readonly onWelcome: (key: string) => void;
  /** Called when the socket closes: the link was already used, or the server has ended. */
  readonly onEnd: (why: 'link-refused' | 'ended') => void;
  readonly reload: () => void;
}

interface WaitingCall {
  readonly answer: (result: Result<unknown>) => void;
  readonly reject: (error: Error) => void;
}

export function openSocketBridge(options: SocketBridgeOptions): SocketBridge {
  const socket = new WebSocket(`ws://${location.host}${SOCKET_PATH}`);
  const stateListeners = new Set<(state: AppState) => void>();
  const showListeners = new Set<(route: Route) => void>();
  const waiting = new Map<number, WaitingCall>();
  let latestState: AppState | null = null;
  let lastId = 0;
  const send = (message: PageMessage): void => {
    socket.send(JSON.stringify(message));
  };
  const ask = (message: (id: number) => PageMessage): Promise<Result<unknown>> =>
    new Promise((answer, reject) => {
      if (socket.readyState !== WebSocket.OPEN) {
        reject(new Error('the socket is closed'));
        return;
      }
      lastId += 1;
      waiting.set(lastId, { answer, reject });
      send(message(lastId));
    });

  socket.addEventListener('open', () => send({ kind: 'hello', secret: options.secret }));
  socket.addEventListener('close', ({ code }) => {
    for (const { reject } of waiting.values()) reject(new Error('the socket is closed'));
    waiting.clear();
    options.onEnd(code === LINK_REFUSED ? 'link-refused' : 'ended');
  });
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as ServerMessage;
    switch (message.kind) {
      case 'welcome':
        options.onWelcome(message.key);
        break;
      case 'reload':
        options.reload();
        break;
      case 'answer':
        waiting.get(message.id)?.answer(message.result);
        waiting.delete(message.id);
        break;
      case 'state':
        latestState = message.state;
        for (const listener of stateListeners) listener(latestState);
    }
  });

  const bridge: PanelBridge = {
    surface: 'browser',
    call: (group, name, payload) => ask((id) => ({ kind: 'call', id, group, name, payload })),
    perform: (action) => performHere(action) ?? ask((id) => ({ kind: 'perform', id, action })),
    onState: (listener) => {
      stateListeners.add(listener);
      if (latestState !== null) listener(latestState);
      return () => stateListeners.delete(listener);
    },
    onShow: (listener) => {
      showListeners.add(listener);
      return () => showListeners.delete(listener);
    },
    save: (name, text) => Promise.resolve(download(name, text)),
    clipboardRoles: () => navigator.clipboard.readText().then(foundInText, () => nothingFound),
    onShown: () => undefined,
    // A page cannot hide its browser tab.
    hide: () => undefined,
  };
  return {
    bridge,
    show: (route) => {
      for (const listener of showListeners) listener(route);
    },
  };
}

/** Starts a download. The browser asks where to save the file. */
function download(name: string, text: string): Result<boolean> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  return ok(true);
}

/** Performs an action in the page. Returns null if the core must perform the action. */
function performHere(action: Action): Promise<Result<unknown>> | null {
  if (action.kind === 'copy') {
    return navigator.clipboard.writeText(action.text).then(
      () => ok(null),
      () => failed({ kind: 'clipboard-refused' }),
    );
  }
  if (action.kind === 'open') {
    window.open(action.url, '_blank', 'noopener,noreferrer');
    return Promise.resolve(ok(null));
  }
  return null;
}
