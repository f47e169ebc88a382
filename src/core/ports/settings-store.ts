import type { Result } from '../result.ts';

/** Reads and writes settings.json as JSON, which `core/settings` interprets. */
export interface SettingsStore {
  readonly path: string;
  /**
   * Returns `absent` if there is no file, and `unparsable` if its text is not JSON. Returns the
   * same object as the last time if the file did not change.
   */
  read(): Promise<Result<StoredSettings>>;
  /** Returns what `read` returned last, or null before the first read. */
  lastRead(): StoredSettings | null;
  /**
   * Locks the file, reads it and writes the result of `change`. Writes nothing if `change` fails.
   */
  update<T>(
    change: (stored: StoredSettings) => Result<{ readonly json: unknown; readonly value: T }>,
  ): Promise<Result<T>>;
  /**
   * Renames the file that this store read last, and returns its new name. Returns null if the file
   * has changed since.
   */
  setAside(): Promise<Result<string | null>>;
  watch(changed: () => void): () => void;
}

export type StoredSettings =
  | { readonly state: 'absent' }
  | { readonly state: 'unparsable' }
  | { readonly state: 'json'; readonly json: unknown };
