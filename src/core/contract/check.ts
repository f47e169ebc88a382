import type { Failure } from '../failure.ts';
import type { Problem } from './app-state.ts';

/**
 * The level of a check of the doctor. `skipped` means that the check did not run, so the result is
 * unknown.
 */
export type CheckLevel = 'good' | 'warning' | 'bad' | 'skipped';

/** The levels, the most important first. */
export const CHECK_LEVELS = ['bad', 'warning', 'skipped', 'good'] as const;

/**
 * One result of the doctor, the same for the terminal, the panel and JSON. `views/words` has its
 * texts.
 */
export interface Check {
  readonly check: CheckName;
  readonly level: CheckLevel;
  /** Facts for the text, such as `role`, `profile`, `path` and `line`. They contain no secrets. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** The failure that explains why the check is not good. */
  readonly failure?: Failure;
  /** The problem in `AppState` that this check reports. */
  readonly problem?: Problem;
}

export interface DoctorRequest {
  /** If true, no server is contacted, and checks that need a server are `skipped`. */
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
  | 'second-file'
  | 'source'
  | 'identity'
  | 'keeping'
  /** Says that a role in `AppState` waits for a person. */
  | 'needs-you'
  | 'mfa-device'
  | 'ignored-section'
  | 'shell-path'
  | 'tray-host';
