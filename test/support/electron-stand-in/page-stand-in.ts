import type * as Electron from 'electron';

/** Requests of the page to main. */
export type FromPage =
  | {
      readonly ask: 'invoke' | 'send';
      readonly channel: string;
      readonly values: readonly unknown[];
    }
  /** Waits for a message to the page, and gets all messages since the last request. */
  | { readonly ask: 'messages' };

export interface ToPage {
  readonly channel: string;
  readonly values: readonly unknown[];
}

/**
 * The name of the global function through which the page sends its requests to main. Playwright
 * adds the function, and the stand-in removes it before the page's scripts run.
 */
export const BINDING = 'standInForElectron';

/**
 * Does in a page what Electron does for a sandboxed preload, which can `require` only electron.
 * Uses nothing else in this file, because only its source text reaches the page.
 */
export function standInForElectron(
  binding: string,
  preload: (require: (id: string) => unknown, module: object, exports: object) => void,
): void {
  const main = Reflect.get(globalThis, binding) as (question: FromPage) => Promise<unknown>;
  Reflect.deleteProperty(globalThis, binding);

  type Listener = (event: object, ...values: unknown[]) => void;
  const listeners = new Map<string, Listener[]>();
  const copyOf = (values: readonly unknown[]): readonly unknown[] => structuredClone(values);

  const ipcRenderer = {
    invoke: (channel, ...values) => main({ ask: 'invoke', channel, values: copyOf(values) }),
    send: (channel, ...values) => void main({ ask: 'send', channel, values: copyOf(values) }),
  } satisfies Pick<Electron.IpcRenderer, 'invoke' | 'send'>;
  const events = {
    on: (channel: string, listener: Listener): void => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    removeListener: (channel: string, listener: Listener): void => {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((each) => each !== listener),
      );
    },
  };

  /**
   * Returns what the other side of Electron's bridge gets: a proxy of a function or promise, and a
   * copy of everything else (electronjs.org/docs/latest/api/context-bridge).
   */
  const bridged = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const inner = value as (...values: unknown[]) => unknown;
      return (...values: unknown[]): unknown => bridged(inner(...values.map(bridged)));
    }
    if (value instanceof Promise) return value.then(bridged);
    if (typeof value === 'symbol') throw new Error('a symbol cannot go through the bridge');
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Object.freeze(value.map(bridged));
    if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bridged(inner)])),
    );
  };
  const contextBridge = {
    exposeInMainWorld: (key, api) => {
      if (key in globalThis)
        throw new Error(`cannot bind an API on top of an existing property: ${key}`);
      Object.defineProperty(globalThis, key, { value: bridged(api), enumerable: true });
    },
  } satisfies Pick<typeof Electron.contextBridge, 'exposeInMainWorld'>;

  const listen = async (): Promise<void> => {
    for (;;) {
      for (const { channel, values } of (await main({ ask: 'messages' })) as readonly ToPage[]) {
        for (const listener of listeners.get(channel) ?? [])
          listener({ sender: ipcRenderer, ports: [] }, ...values);
      }
    }
  };
  void listen();

  const electron = { contextBridge, ipcRenderer: { ...ipcRenderer, ...events } };
  const module = { exports: {} };
  preload(
    (id) => {
      if (id !== 'electron') throw new Error(`module not found: ${id}`);
      return electron;
    },
    module,
    module.exports,
  );
}
