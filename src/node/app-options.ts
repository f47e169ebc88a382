import type { Environment } from '../core/environment.ts';
import type { Consent } from '../core/ports/consent.ts';
import type { SettingsStore } from '../core/ports/settings-store.ts';
import type { KeychainAccess } from './keychain/ask-keychain.ts';
import type { createSettingsLock } from './locks/path-lock.ts';
import type { SystemProxy } from './sts/network-settings.ts';
import type { RunsIn } from './runs-in.ts';

/** The options that differ between a command, `keep` and the application. */
export interface AppOptions {
  readonly env: Environment;
  /**
   * Which roles this process refreshes:
   *
   * - `nothing`: none, for a command that ends at once
   * - `switched-on`: the roles that are switched on for this credentials file
   * - `on-request`: only the roles for which `keepHere` is called
   */
  readonly refresh: 'nothing' | 'switched-on' | 'on-request';
  /**
   * A `terminal` (default) prefers environment variables to the settings for the paths of the AWS
   * files, and uses endpoints that the user configured. The `application` does neither.
   */
  readonly runsIn?: RunsIn;
  /**
   * Returns the system's proxies for the origin of one request. By default, there are no proxies.
   */
  readonly systemProxy?: SystemProxy;
  /**
   * Creates the store for settings.json with the given file and lock. Default:
   * `createJsonSettingsStore`.
   */
  readonly settingsStore?: (
    file: string,
    lock: ReturnType<typeof createSettingsLock>,
  ) => SettingsStore;
  /** Asks the user for consent. Default: every answer is no. */
  readonly consent?: Consent;
  /**
   * The system's keychain, which stores the key that encrypts MFA sessions. Without this option, or
   * if ROLEKEEPER_KEYCHAIN is `off`, MFA sessions end with the process.
   */
  readonly keychain?: KeychainAccess;
}
