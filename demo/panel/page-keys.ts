import { randomBytes } from 'node:crypto';

/**
 * The secrets that open the panel's socket: the token of a link, which works once, and the key that
 * a page gets for the token.
 */
export interface PageKeys {
  /** Creates the token for one link. */
  token(): string;
  /** Returns the key for an unused token or for a known key, otherwise null. */
  admit(secret: string): string | null;
}

const BYTES = 24;

export function createPageKeys(): PageKeys {
  const tokens = new Set<string>();
  const keys = new Set<string>();
  const fresh = (into: Set<string>): string => {
    const secret = randomBytes(BYTES).toString('base64url');
    into.add(secret);
    return secret;
  };
  return {
    token: () => fresh(tokens),
    admit: (secret) => {
      if (keys.has(secret)) return secret;
      return tokens.delete(secret) ? fresh(keys) : null;
    },
  };
}
