/**
 * Where secrets are kept: in this process on purpose, in the system's keychain, or in this process
 * as a fallback: the keychain is missing, is locked or refuses, or gives no answer in time, or
 * Rolekeeper's folder cannot be written.
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
 * A few short secrets that may outlive the process, shared by all processes of one home. Callers
 * also keep them in memory, because a secret that cannot be protected is not stored. Nothing here
 * fails: `where` says what went wrong.
 */
export interface SecretStore {
  /** Names and lifetimes of the stored secrets, without the keychain. */
  list(): readonly ({ readonly name: string } & SecretLifetime)[];
  /** Returns null if nothing has this name, or if it cannot be decrypted now. It then stays. */
  read(name: string): Promise<string | null>;
  /**
   * Replaces the secret of this name, unless the stored one is from a later time. Changes take
   * effect in the order of the calls.
   */
  keep(name: string, secret: string, lifetime: SecretLifetime): Promise<void>;
  forget(names: readonly string[]): Promise<void>;
  /** Null until the system had to be asked, which may prompt a person. */
  where(): SecretStorage | null;
  /** Asks the system. */
  find(): Promise<SecretStorage>;
  /** Calls the listener when another process stored or removed a secret. May be late. */
  watch(changed: () => void): () => void;
  /** Resolves when every change so far has ended. */
  idle(): Promise<void>;
}
