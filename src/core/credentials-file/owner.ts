/** Proves which sections of a credentials file this Rolekeeper home wrote. */
export interface Owner {
  /** 8 hex digits that name this home in a mark. */
  homeId(): string;
  /** 16 hex digits that prove a session's keys are this home's; nobody else can compute them. */
  sealOf(keys: SealedKeys): string;
  /** True if a record of this home names the session. Marks of version 0.1.0 have no seal. */
  isRecorded(roleId: string, accessKeyId: string): boolean;
}

export interface SealedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Creates an owner. `key` returns the home's random key, which is in no other file. */
export function createOwner(parts: {
  readonly key: () => string;
  /** SHA-256 as hex. */
  readonly hash: (text: string) => string;
  readonly isRecorded: Owner['isRecorded'];
}): Owner {
  const { key, hash, isRecorded } = parts;
  return {
    homeId: () => hash(`home ${key()}`).slice(0, 8),
    // Truncated, so that no length extension attack works.
    sealOf: ({ accessKeyId, secretAccessKey, sessionToken }) =>
      hash(JSON.stringify(['seal', key(), accessKeyId, secretAccessKey, sessionToken])).slice(
        0,
        16,
      ),
    isRecorded,
  };
}

/** Owns no section. For texts that are no credentials file of this computer. */
export const NO_OWNER: Owner = { homeId: () => '', sealOf: () => '', isRecorded: () => false };
