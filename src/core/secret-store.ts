/**
 * Where secrets are kept. `process`: only in memory, on purpose; `keychain`: on disk, protected by
 * the system's keychain; other values: only in memory, because of a problem.
 */
export type SecretStorage =
  | 'process'
  | 'keychain'
  | 'memory-no-keychain'
  /** The keychain is locked, or refuses. */
  | 'memory-denied'
  /** The keychain did not answer in time. */
  | 'memory-no-answer'
  /** The file with the secrets cannot be written. */
  | 'memory-not-written';

/** Epoch ms by the issuer's clock. */
export interface SecretLifetime {
  readonly since: number;
  readonly until: number;
}

/**
 * A few short secrets that may outlive the process, shared by all processes of one home folder.
 * Callers also keep them in memory, because the store drops a secret if the keychain or the disk
 * fails.
 */
export interface SecretStore {
  /** Returns the names and lifetimes of the stored secrets, without a call of the keychain. */
  list(): readonly ({ readonly name: string } & SecretLifetime)[];
  /**
   * Returns null if no secret has this name, or if the secret cannot be decrypted now. A secret
   * that cannot be decrypted is kept.
   */
  read(name: string): Promise<string | null>;
  /**
   * Stores a secret, unless the stored secret of this name has a later `since`. The store makes
   * changes in the order of the calls.
   */
  keep(name: string, secret: string, lifetime: SecretLifetime): Promise<void>;
  forget(names: readonly string[]): Promise<void>;
  /** Returns where secrets are kept; null if that is not known yet. */
  where(): SecretStorage | null;
  /** Finds out where secrets are kept, and returns it. */
  findWhere(): Promise<SecretStorage>;
  /** Calls the listener, perhaps late, when another process stored or removed a secret. */
  watch(changed: () => void): () => void;
  /** Resolves when all changes that were requested so far are done. */
  idle(): Promise<void>;
}
