/** The one request to a keychain process. */
export interface KeychainRequest {
  /** One entry of the keychain. It contains a key as 64 hexadecimal digits. */
  readonly service: string;
  readonly account: string;
  /** The key to write if the entry is missing or contains no key. Null: only read. */
  readonly newKey: string | null;
  /** The name or the path of the library. */
  readonly library: string;
  /** The process ends itself after this time, because its parent may have been killed. */
  readonly endsAfterMs: number;
}

export type KeychainReply =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'denied' | 'no-keychain'; readonly detail: string };
