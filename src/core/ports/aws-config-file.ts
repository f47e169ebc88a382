import type { Result } from '../result.ts';

/** The text of `~/.aws/config`; null if there is none. */
export interface AwsConfigFile {
  readonly path: string;
  read(): Promise<Result<string | null>>;
  /** Watches folders, not files. The call may be late, repeated or without a change. */
  watch(changed: () => void): () => void;
}
