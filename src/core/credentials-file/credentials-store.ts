import type { Result } from '../result.ts';
import type { IniDocument } from './ini-document.ts';
import type { Owner } from './owner.ts';

/**
 * The credentials file. Symlinks in `path` are resolved, because state.db uses the path as a key.
 */
export interface CredentialsStore {
  readonly path: string;
  /** Decides which sections of this file Rolekeeper wrote. */
  readonly owner: Owner;
  /** Returns the file's text; null if there is no file. Does not check the text. */
  read(): Promise<Result<string | null>>;
  /**
   * Parses a text of this file. If it is the text that was parsed or written last, returns that
   * document again.
   */
  document(text: string): IniDocument;
  /**
   * Rewrites the file under the file's lock, without losing a change of another program. `edit` may
   * be called several times, because the file can change meanwhile.
   */
  update<T>(
    /**
     * Gets the present file, or an empty document if there is none. Returns null if there is
     * nothing to write.
     */
    edit: (present: IniDocument) => Result<FileEdit<T> | null>,
    /** Called under the same lock after the file was written. */
    written?: (value: T) => void,
  ): Promise<Result<FileWritten<T> | null>>;
  watch(changed: () => void): () => void;
}

export interface FileEdit<T> {
  readonly text: string;
  /** The sections that this edit may change. All bytes outside of them must stay the same. */
  readonly sections: readonly SectionIntent[];
  /** A value that is passed to `written` and returned to the caller of `update`. */
  readonly value: T;
  /**
   * Sections that are backed up before the write, because the edit removes values that Rolekeeper
   * did not write.
   */
  readonly takenOver?: readonly string[];
  /**
   * True if a backup replaces the whole file. The present file is backed up first, and every byte
   * may change.
   */
  readonly replacesFile?: boolean;
}

/**
 * The values that a section must have after an edit. If `keys` is null, the section must not exist
 * or must have no mark of Rolekeeper (see mark.ts).
 */
export interface SectionIntent {
  readonly profile: string;
  readonly keys: Readonly<Record<string, string>> | null;
  /** True if a backup replaces the whole section, including keys of other tools and comments. */
  readonly replaced?: boolean;
}

export interface FileWritten<T> {
  readonly value: T;
  /**
   * True if the file was overwritten in place, after a backup. This is done if the preference
   * `writeInPlace` is true, or if a rename would lose a hard link, a bind mount or an access
   * control list.
   */
  readonly inPlace: boolean;
}
