import type { Failure } from '../failure.ts';
import type { Problem } from './app-state.ts';

/**
 * What a check of the doctor found. `skipped`: it was not looked at, so nothing is known of it.
 * Only what was looked at is `good`.
 */
export type CheckLevel = 'good' | 'look' | 'bad' | 'skipped';

/** In the order in which a person wants to read them. */
export const CHECK_LEVELS = ['bad', 'look', 'skipped', 'good'] as const;

/** One line of the doctor. Terminal, panel and JSON show the same; the words are in `views/words`. */
export interface Check {
  readonly check: CheckName;
  readonly level: CheckLevel;
  /** Facts for the words, such as `role`, `profile`, `path` and `line`; no secrets. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** The failure that says why it is not good. */
  readonly failure?: Failure;
  /** The same for what the running application reports in its state. */
  readonly problem?: Problem;
}

export interface DoctorRequest {
  /** True: no server is contacted. What only a server can tell is `skipped`. */
  readonly offline?: boolean | undefined;
}

export type CheckName =
  | 'clock'
  | 'credentials-file'
  | 'config-file'
  | 'file-mode'
  | 'mount'
  | 'home-folder'
  | 'shadowing'
  | 'environment'
  | 'endpoint'
  | 'proxy'
  | 'proxy-user'
  | 'ca'
  | 'tls'
  | 'settings'
  | 'state'
  | 'backups'
  | 'keychain'
  | 'source'
  | 'identity'
  | 'mfa-device'
  | 'ignored-section'
  | 'tray-host';
