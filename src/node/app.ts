import type { App } from '../core/app.ts';
import type { Result } from '../core/result.ts';

/** What differs between a one-shot command, `keep` and the application. */
export interface AppOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `nothing`: a one-shot command. `switched-on`: refreshes what is kept for this credentials file. `on-request`: only what `keepHere` names. */
  readonly refresh: 'nothing' | 'switched-on' | 'on-request';
}

/** Puts the core on this machine's files, clock and network. */
export function createApp(_options: AppOptions): Promise<Result<App>> {
  throw new Error('being written');
}
