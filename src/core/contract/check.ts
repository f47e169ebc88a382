import type { Failure } from '../failure.ts';
import type { Problem } from './app-state.ts';

/**
 * The result of a check of the doctor. `skipped` was not checked, so nothing is known. Only what
 * was checked is `good`.
 */
export type CheckLevel = 'good' | 'warning' | 'bad' | 'skipped';

/** In the order in which people should read them. */
export const CHECK_LEVELS = ['bad', 'warning', 'skipped', 'good'] as const;

/** One line of the doctor, the same in terminal, panel and JSON. `views/words` has the texts. */
export interface Check {
  readonly check: CheckName;
  readonly level: CheckLevel;
  /** Facts for the text, such as `role`, `profile`, `path` and `line`. No secrets. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** The failure that explains why it is not good. */
  readonly failure?: Failure;
  /** The problem of the running application's state that this check repeats. */
  readonly problem?: Problem;
}

export interface DoctorRequest {
  /** True: contacts no server. Checks that need a server are `skipped`. */
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
  /** A role needs a person, as the state of the running application says. */
  | 'needs-you'
  | 'mfa-device'
  | 'ignored-section'
  | 'shell-path'
  | 'tray-host';
