/** The only request that a keychain process gets. */
export interface KeychainRequest {
  /**
   * `service` and `account` name one entry of the keychain. The entry contains a key as 64
   * hexadecimal digits.
   */
  readonly service: string;
  readonly account: string;
  /**
   * The key to write if the entry is missing or contains no key. Null if the process must only
   * read.
   */
  readonly newKey: string | null;
  /** The name or path of the library that reads the keychain. */
  readonly library: string;
  /**
   * The process ends itself after this time, because a parent that was killed cannot end the
   * process.
   */
  readonly endsAfterMs: number;
}

export type KeychainReply =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'denied' | 'no-keychain'; readonly detail: string };
