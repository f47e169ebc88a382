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
   * `nothing`: refreshes no role, for a command that ends at once. `switched-on`: refreshes the
   * roles switched on for this credentials file. `on-request`: refreshes only the roles for which
   * `keepHere` is called.
   */
  readonly refresh: 'nothing' | 'switched-on' | 'on-request';
  /**
   * In a terminal, environment variables win over the settings for the paths of the AWS files, and
   * endpoints that the user configured are used. Default: `terminal`.
   */
  readonly runsIn?: RunsIn;
  /** Returns the system's proxies for an origin. Called for each request. Default: no proxies. */
  readonly systemProxy?: SystemProxy;
  /**
   * Creates the store for settings.json, with the given file and lock. The application uses
   * electron-store. Default: `createJsonSettingsStore`.
   */
  readonly settingsStore?: (
    file: string,
    lock: ReturnType<typeof createSettingsLock>,
  ) => SettingsStore;
  /** Asks the user for consent. Default: every answer is no. */
  readonly consent?: Consent;
  /**
   * The system's keychain. It keeps the key that encrypts stored MFA sessions. Without it, or with
   * ROLEKEEPER_KEYCHAIN=off, MFA sessions end with the process.
   */
  readonly keychain?: KeychainAccess;
}
