import type { Action, Route } from './action.ts';
import type { Api } from './api.ts';
import type { AppState } from './app-state.ts';
import type { PastedRoles } from '../roles/pasted/pasted.ts';
import type { Result } from '../result.ts';

/**
 * What the panel's page has of the process that it is shown by: `window.rolekeeper`, set by the preload in Electron and by a socket in a browser.
 * The other side parses whatever comes through (`callApi`, `parseAction`), since a page is a boundary. No secret comes this way but an MFA code, inwards.
 */
export interface PanelBridge {
  /** What shows the page: some settings are the application's alone. */
  readonly surface: 'application' | 'browser';
  /** `api[group][name](payload)`. A request that does not parse is `field-invalid`; the promise is rejected only where the other side is gone. */
  call(group: string, name: string, payload: unknown): Promise<Result<unknown>>;
  /** Does what an action says: `do` is the core's; `copy` and `open` are the process's; `show` is the page's own and never comes here. */
  perform(action: Action): Promise<Result<unknown>>;
  /** Called with the present state as soon as it is there, then with every newer one while the panel is in view. Returns what ends it. */
  onState(listener: (state: AppState) => void): () => void;
  /** A tray line or a notice asks for a place in the panel. */
  onShow(listener: (route: Route) => void): () => void;
  /** Tells the process which place is in view: a list may hide when the panel loses the focus, a form or a question stays. */
  shown(route: Route): void;
  /** Gives a person a text as a file of this name, wherever they want it. False where they want it nowhere. */
  save(name: string, text: string): Promise<Result<boolean>>;
  /**
   * The roles that the text on the clipboard gives, never the text itself; none where it gives none or cannot be read. A browser may ask the person
   * first: behind a click alone.
   */
  clipboardRoles(): Promise<PastedRoles>;
  /** Escape in the list: the panel has nothing left to step back from. */
  hide(): void;
}

/** The typed api over a bridge. The other side answers with the contract's types, since it calls the same functions. */
export function apiOver(bridge: Pick<PanelBridge, 'call'>): Api {
  const group = (name: string): unknown =>
    new Proxy(
      {},
      { get: (_, request) => (payload: unknown) => bridge.call(name, String(request), payload) },
    );
  return new Proxy({}, { get: (_, name) => group(String(name)) }) as Api;
}
