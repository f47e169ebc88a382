import type { Action } from '../../src/core/contract/action.ts';
import type { AppState } from '../../src/core/contract/app-state.ts';
import type { Result } from '../../src/core/result.ts';

/** What a page says over the socket. The server parses each; nothing but `hello` is heard before the welcome. */
export type PageMessage =
  /** The token of the link's fragment, or the key that an earlier welcome gave. */
  | { readonly hello: string }
  | {
      readonly id: number;
      readonly group: string;
      readonly name: string;
      readonly payload: unknown;
    }
  | { readonly id: number; readonly perform: Action };

export type ServerMessage =
  /** The key serves this page when it is loaded again. */
  | { readonly welcome: string }
  | { readonly state: AppState }
  | { readonly answer: number; readonly result: Result<unknown> }
  /** The panel was built anew. */
  | { readonly reload: true };

export const SOCKET_PATH = '/bridge';
/** WebSocket close codes from 4000 on are an application's own (RFC 6455, section 7.4.2). */
export const NOT_WELCOME = 4401;
