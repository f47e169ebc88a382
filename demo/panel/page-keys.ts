import { randomBytes } from 'node:crypto';

/** Who may use the panel's socket: whoever brings a link's token, which serves once, or the key that it was changed for. */
export interface PageKeys {
  /** For one link. */
  token(): string;
  /** The key for a token or a key; null where it is neither, or a token that was used. */
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
