import type { Result } from '../result.ts';

/**
 * The config file of AWS tools, such as `~/.aws/config`. `read` returns null if there is no such
 * file.
 */
export interface AwsConfigFile {
  readonly path: string;
  read(): Promise<Result<string | null>>;
  /**
   * Calls the listener when the file may have changed. The call may be late, repeated or without a
   * change.
   */
  watch(changed: () => void): () => void;
}
