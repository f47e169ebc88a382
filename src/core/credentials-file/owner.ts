/**
 * Proves which sections of a credentials file this Rolekeeper folder wrote. That folder has
 * settings.json and state.db, and is called "home" here.
 */
export interface Owner {
  /** Returns 8 hex digits that name this home in a mark. */
  homeId(): string;
  /**
   * Returns the seal, which is 16 hex digits that prove that this home wrote these keys. Only this
   * home can compute the seal.
   */
  sealOf(keys: SessionKeys): string;
  /**
   * Returns true if state.db of this home has this session. This check is used for marks of version
   * 0.1.0, which have no seal.
   */
  isRecorded(roleId: string, accessKeyId: string): boolean;
}

/** The keys of a session that a seal is computed from. They are secrets. */
export interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Creates an owner. `key` returns the random secret key of the home. */
export function createOwner(parts: {
  readonly key: () => string;
  /** SHA-256 as hex. */
  readonly hash: (text: string) => string;
  readonly isRecorded: Owner['isRecorded'];
}): Owner {
  const { key, hash, isRecorded } = parts;
  return {
    homeId: () => hash(`home ${key()}`).slice(0, 8),
    // The hash is truncated, which makes a length extension attack impossible.
    sealOf: ({ accessKeyId, secretAccessKey, sessionToken }) =>
      hash(JSON.stringify(['seal', key(), accessKeyId, secretAccessKey, sessionToken])).slice(
        0,
        16,
      ),
    isRecorded,
  };
}

/** An owner of no section, for texts that are not a credentials file of this computer. */
export const NO_OWNER: Owner = { homeId: () => '', sealOf: () => '', isRecorded: () => false };
