import type { Action, Route } from './action.ts';
import type { Api } from './api.ts';
import type { AppState } from './app-state.ts';
import type { FoundInText } from '../roles/pasted/found-in-text.ts';
import type { Result } from '../result.ts';

/**
 * The panel's connection to the process that shows it: `window.rolekeeper`, set by the preload in
 * Electron and by a socket in a browser.
 *
 * The other side parses everything (`callApi`, `parseAction`), because the page is not trusted. The
 * only secret that passes is an MFA code, from the page.
 */
export interface PanelBridge {
  /** What shows the page. Some settings are for the application only. */
  readonly surface: 'application' | 'browser';
  /**
   * Calls `api[group][name](payload)`. A request that does not parse is `field-invalid`. Rejects
   * only if the other side no longer exists.
   */
  call(group: string, name: string, payload: unknown): Promise<Result<unknown>>;
  /**
   * Performs an action, in the core or in the process that shows the page (`copy`, `open`). The
   * page itself performs `show`, which never comes here.
   */
  perform(action: Action): Promise<Result<unknown>>;
  /**
   * Calls the listener with the present state, then with every newer one while the panel is
   * visible. Returns a function that ends it.
   */
  onState(listener: (state: AppState) => void): () => void;
  /** Calls the listener when a tray line or a notice opens a page of the panel. */
  onShow(listener: (route: Route) => void): () => void;
  /**
   * Tells the process which page is shown. A list may hide when the panel loses the focus; a form
   * or a question stays.
   */
  onShown(route: Route): void;
  /** Saves a text as a file; the person chooses where. False if they cancel. */
  save(name: string, text: string): Promise<Result<boolean>>;
  /**
   * Returns the roles in the text on the clipboard, never the text itself. Empty if there are none,
   * or if it cannot be read. A browser may ask the person, so call it only after a click.
   */
  clipboardRoles(): Promise<FoundInText>;
  /** Escape in the list hides the panel, because there is no page to go back to. */
  hide(): void;
}

/**
 * Returns the typed api over a bridge. The other side calls the same functions, so it answers with
 * the contract's types.
 */
export function apiOver(bridge: Pick<PanelBridge, 'call'>): Api {
  const group = (name: string): unknown =>
    new Proxy(
      {},
      { get: (_, request) => (payload: unknown) => bridge.call(name, String(request), payload) },
    );
  return new Proxy({}, { get: (_, name) => group(String(name)) }) as Api;
}
