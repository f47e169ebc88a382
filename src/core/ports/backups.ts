import type { Result } from '../result.ts';

/**
 * Copies of the credentials file, without our keys, in Rolekeeper's folder. The store makes them;
 * this reads them.
 */
export interface Backups {
  list(): Promise<Result<readonly Backup[]>>;
  /**
   * Returns the copied text: a whole file, or one section with its header. `backup-missing` if no
   * copy has this id.
   */
  read(id: string): Promise<Result<string>>;
  /** Deletes these copies and returns how many there were. */
  purge(ids: readonly string[]): Promise<Result<number>>;
}

export interface Backup {
  readonly id: string;
  readonly kind: 'original' | 'section' | 'hourly' | 'restore';
  readonly at: number;
  /** Path of the credentials file that was copied. */
  readonly path: string;
  readonly profile: string | null;
  readonly bytes: number;
}
