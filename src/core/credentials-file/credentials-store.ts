import type { Result } from '../result.ts';
import type { IniDocument } from './ini-document.ts';
import type { Owner } from './owner.ts';

/** The credentials file. Its path is resolved (symlinks followed), since records are keyed by it. */
export interface CredentialsStore {
  readonly path: string;
  /** Tells which sections of this file our home wrote. */
  readonly owner: Owner;
  /** Returns null if there is no file. Returns a file that botocore refuses as it is: an edit checks it. */
  read(): Promise<Result<string | null>>;
  /**
   * One lossless rewrite under the file's lock. `edit` is called with the present text ('' where there is no file) and may be called again with
   * a newer one; it is synchronous, and may read and raise records. Null means: nothing to write. `written` is called under the same lock once the file stands.
   */
  update<T>(
    edit: (text: string) => Result<FileEdit<T> | null>,
    written?: (value: T) => void,
  ): Promise<Result<FileWritten<T> | null>>;
  watch(changed: () => void): () => void;
}

export interface FileEdit<T> {
  readonly text: string;
  /** The sections that this edit may have changed; every other byte must equal the text given. */
  readonly sections: readonly SectionIntent[];
  /** For `written` and the caller. */
  readonly value: T;
  /** Sections copied to the backups first: what a take-over replaces. */
  readonly takenOver?: readonly string[];
  /** True if a backup replaces the whole file. The present file is copied first; any byte may change. */
  readonly replacesFile?: boolean;
  /** The text given, as it was read for this edit: saves the check a pass. */
  readonly before?: IniDocument;
}

/** What a section must read as after the edit; null: it must be gone or hold none of our keys. */
export interface SectionIntent {
  readonly profile: string;
  readonly keys: Readonly<Record<string, string>> | null;
  /** True where a backup replaces the whole section, others' keys and comments in it included. */
  readonly replaced?: boolean;
}

export interface FileWritten<T> {
  readonly value: T;
  /** True if a rename would lose something (hard link, bind mount, access list): written in place after a backup. */
  readonly inPlace: boolean;
}
