import type { Action, Route } from './action.ts';
import type { Api } from './api.ts';
import type { AppState } from './app-state.ts';
import type { FoundInText } from '../roles/pasted/found-in-text.ts';
import type { Result } from '../result.ts';

/**
 * The panel's connection to the process that serves it, in `window.rolekeeper`. That process
 * validates everything that the page sends, because the page is not trusted; the only secret on
 * this connection is an MFA code.
 */
export interface PanelBridge {
  /** The program that shows the page. Some settings are only for the application. */
  readonly surface: 'application' | 'browser';
  /**
   * Calls `api[group][name](payload)`, and returns the failure `field-invalid` for an invalid
   * request. The promise rejects only if the other process no longer exists.
   */
  call(group: string, name: string, payload: unknown): Promise<Result<unknown>>;
  /**
   * Sends an action to the core or to the process that serves the page (`copy`, `open`). Never gets
   * `show`, because the page performs it itself.
   */
  perform(action: Action): Promise<Result<unknown>>;
  /**
   * Calls the listener with the present state, then with each newer state while the panel is
   * visible. Returns a function that ends the calls.
   */
  onState(listener: (state: AppState) => void): () => void;
  /** Calls the listener when the tray's menu or a notice opens a page of the panel. */
  onShow(listener: (route: Route) => void): () => void;
  /**
   * Must be called when the panel shows another page. A panel that loses the focus is hidden only
   * if it shows the list of roles, not a form or a question.
   */
  onShown(route: Route): void;
  /** Saves a text as a file at a path that the person chooses. Returns false if they cancel. */
  save(name: string, text: string): Promise<Result<boolean>>;
  /**
   * Returns the roles in the text on the clipboard, but never the text; empty if it has none or
   * cannot be read. Must be called only after a click, because a browser may ask the person for
   * permission.
   */
  clipboardRoles(): Promise<FoundInText>;
  /** Hides the panel. The list of roles calls this if a person presses Escape. */
  hide(): void;
}

/**
 * Returns an `Api` that sends each request over the bridge. The other process calls the same
 * function of its own `Api`, so the answers have the same types.
 */
export function apiOver(bridge: Pick<PanelBridge, 'call'>): Api {
  const group = (name: string): unknown =>
    new Proxy(
      {},
      { get: (_, request) => (payload: unknown) => bridge.call(name, String(request), payload) },
    );
  return new Proxy({}, { get: (_, name) => group(String(name)) }) as Api;
}
