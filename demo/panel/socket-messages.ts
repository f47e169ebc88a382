import type { Action } from '../../src/core/contract/action.ts';
import type { AppState } from '../../src/core/contract/app-state.ts';
import type { Result } from '../../src/core/result.ts';

/**
 * Messages from a page. The server parses each one, and accepts only `hello` before its welcome.
 */
export type PageMessage =
  /** The token in the link's fragment, or the key from an earlier welcome. */
  | { readonly kind: 'hello'; readonly secret: string }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly group: string;
      readonly name: string;
      readonly payload: unknown;
    }
  | { readonly kind: 'perform'; readonly id: number; readonly action: Action };

export type ServerMessage =
  /** The page uses the key after a reload. */
  | { readonly kind: 'welcome'; readonly key: string }
  | { readonly kind: 'state'; readonly state: AppState }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  /** The panel was rebuilt. */
  | { readonly kind: 'reload' };

export const SOCKET_PATH = '/bridge';
/** The link was used before. Close codes from 4000 are for applications (RFC 6455, 7.4.2). */
export const LINK_REFUSED = 4401;
