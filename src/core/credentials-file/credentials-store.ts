import type { Result } from '../result.ts';
import type { IniDocument } from './ini-document.ts';
import type { Owner } from './owner.ts';

/** The credentials file. Its path has symlinks resolved, because records use it as a key. */
export interface CredentialsStore {
  readonly path: string;
  /** Tells which sections of this file our home wrote. */
  readonly owner: Owner;
  /** Returns null if there is no file. Checks nothing: an edit refuses a broken file. */
  read(): Promise<Result<string | null>>;
  /** Returns a text of this file parsed. A text that was just written is not parsed again. */
  document(text: string): IniDocument;
  /**
   * Rewrites the file once, without loss, under the file's lock.
   *
   * `edit` gets the present file (an empty one if there is none) and may be called again with a
   * newer one; it is synchronous, and may read and change records. Null means that there is nothing
   * to write. `written` is called under the same lock after the file was written.
   */
  update<T>(
    edit: (present: IniDocument) => Result<FileEdit<T> | null>,
    written?: (value: T) => void,
  ): Promise<Result<FileWritten<T> | null>>;
  watch(changed: () => void): () => void;
}

export interface FileEdit<T> {
  readonly text: string;
  /** The sections that this edit may change. Every other byte must equal the given file. */
  readonly sections: readonly SectionIntent[];
  /** Passed to `written` and returned to the caller. */
  readonly value: T;
  /** Sections copied to the backups first: what a take-over replaces. */
  readonly takenOver?: readonly string[];
  /**
   * True if a backup replaces the whole file. The present file is copied first, and any byte may
   * change.
   */
  readonly replacesFile?: boolean;
}

/**
 * What a section must contain after the edit. Null: it must not exist, or have none of our keys.
 */
export interface SectionIntent {
  readonly profile: string;
  readonly keys: Readonly<Record<string, string>> | null;
  /** True if a backup replaces the whole section, with other tools' keys and comments in it. */
  readonly replaced?: boolean;
}

export interface FileWritten<T> {
  readonly value: T;
  /**
   * True if a rename would lose something (hard link, bind mount, access list). The file is then
   * written in place, after a backup.
   */
  readonly inPlace: boolean;
}
