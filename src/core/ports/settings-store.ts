import type { Result } from '../result.ts';

/** settings.json as JSON. `core/settings` interprets it. */
export interface SettingsStore {
  readonly path: string;
  /**
   * `absent` if there is no file, `unparsable` if its text is no JSON. Returns the same object as
   * last time if the file did not change.
   */
  read(): Promise<Result<StoredSettings>>;
  /** What `read` returned last, without reading; null before the first read. */
  lastRead(): StoredSettings | null;
  /** Locks, reads, changes, writes. Writes nothing if `change` fails. */
  update<T>(
    change: (stored: StoredSettings) => Result<{ readonly json: unknown; readonly value: T }>,
  ): Promise<Result<T>>;
  /**
   * Renames the file that this store read last and returns its new name; null if the file has
   * changed since.
   */
  setAside(): Promise<Result<string | null>>;
  watch(changed: () => void): () => void;
}

export type StoredSettings =
  | { readonly state: 'absent' }
  | { readonly state: 'unparsable' }
  | { readonly state: 'json'; readonly json: unknown };
