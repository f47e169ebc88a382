import type { Result } from '../result.ts';

/**
 * Reads and deletes the copies of the credentials file that Rolekeeper makes in its folder. The
 * copies do not contain the keys that Rolekeeper wrote.
 */
export interface Backups {
  list(): Promise<Result<readonly Backup[]>>;
  /**
   * Returns the copied text, which is a whole file or one section with its header. Fails with
   * `backup-missing` if no copy has this ID.
   */
  read(id: string): Promise<Result<string>>;
  /** Deletes these copies and returns how many were deleted. */
  purge(ids: readonly string[]): Promise<Result<number>>;
}

export interface Backup {
  readonly id: string;
  readonly kind: 'original' | 'section' | 'hourly' | 'restore';
  /** When the copy was made, in epoch ms. */
  readonly at: number;
  /** Path of the credentials file that was copied. */
  readonly path: string;
  readonly profile: string | null;
  readonly bytes: number;
}
