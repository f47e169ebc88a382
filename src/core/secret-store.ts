/**
 * Where secrets are kept. `process` means only in memory, on purpose. `keychain` means on disk,
 * protected by the system's keychain. The other values mean only in memory, because of a problem:
 * there is no keychain, it refuses or is locked, it does not answer in time, or Rolekeeper's folder
 * cannot be written.
 */
export type SecretStorage =
  | 'process'
  | 'keychain'
  | 'memory-no-keychain'
  | 'memory-denied'
  | 'memory-no-answer'
  | 'memory-not-written';

/** Epoch ms by the issuer's clock. */
export interface SecretLifetime {
  readonly since: number;
  readonly until: number;
}

/**
 * A few short secrets that may outlive the process, shared by all processes of one home folder.
 * Callers also keep them in memory, because a secret that cannot be protected is not stored. The
 * methods do not fail. `where` returns what went wrong.
 */
export interface SecretStore {
  /** Returns the names and lifetimes of the stored secrets. Does not use the keychain. */
  list(): readonly ({ readonly name: string } & SecretLifetime)[];
  /**
   * Returns null if no secret has this name, or if the secret cannot be decrypted now. A secret
   * that cannot be decrypted is kept.
   */
  read(name: string): Promise<string | null>;
  /**
   * Replaces the secret of this name, unless the stored secret has a later `since`. Changes take
   * effect in the order of the calls.
   */
  keep(name: string, secret: string, lifetime: SecretLifetime): Promise<void>;
  forget(names: readonly string[]): Promise<void>;
  /** Returns null until the system was asked, which may prompt a person. */
  where(): SecretStorage | null;
  /** Asks the system where secrets are kept, if that is not known. */
  find(): Promise<SecretStorage>;
  /** Calls the listener when another process stored or removed a secret. The call may come late. */
  watch(changed: () => void): () => void;
  /** Resolves when all changes that were requested so far are done. */
  idle(): Promise<void>;
}
