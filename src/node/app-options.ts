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
   * Refreshes no role (`nothing`, for a command that ends at once), the roles that are switched on
   * for this credentials file (`switched-on`), or only roles for which `keepHere` is called
   * (`on-request`).
   */
  readonly refresh: 'nothing' | 'switched-on' | 'on-request';
  /**
   * In a terminal, environment variables win over the settings for the paths of the AWS files, and
   * endpoints that the user configured are used. Default: `terminal`.
   */
  readonly runsIn?: RunsIn;
  /**
   * Returns the system's proxies for the origin of one request. By default, there are no proxies.
   */
  readonly systemProxy?: SystemProxy;
  /**
   * Creates the store for settings.json with the given file and lock; the application uses
   * electron-store. Default: `createJsonSettingsStore`.
   */
  readonly settingsStore?: (
    file: string,
    lock: ReturnType<typeof createSettingsLock>,
  ) => SettingsStore;
  /** Asks the user for consent. Default: every answer is no. */
  readonly consent?: Consent;
  /**
   * The system's keychain, which stores the key that encrypts MFA sessions. If it is missing, or if
   * ROLEKEEPER_KEYCHAIN is `off`, MFA sessions end with the process.
   */
  readonly keychain?: KeychainAccess;
}
