import type { Action } from '../../src/core/contract/action.ts';
import type { AppState } from '../../src/core/contract/app-state.ts';
import type { Result } from '../../src/core/result.ts';

/**
 * Messages from a page. The server parses each one, and accepts only `hello` before its welcome.
 */
export type PageMessage =
  /** The token in the link's fragment, or the key from an earlier welcome. */
  | { readonly hello: string }
  | {
      readonly id: number;
      readonly group: string;
      readonly name: string;
      readonly payload: unknown;
    }
  | { readonly id: number; readonly perform: Action };

export type ServerMessage =
  /** The page uses the key after a reload. */
  | { readonly welcome: string }
  | { readonly state: AppState }
  | { readonly answer: number; readonly result: Result<unknown> }
  /** The panel was rebuilt. */
  | { readonly reload: true };

export const SOCKET_PATH = '/bridge';
/** WebSocket close codes from 4000 are for applications (RFC 6455, section 7.4.2). */
export const NOT_WELCOME = 4401;
