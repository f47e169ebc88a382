import type { Environment } from '../../core/environment.ts';
import type { Log } from '../../core/ports/log.ts';
import type { SecretStore } from '../../core/secret-store.ts';
import type { Home } from '../home.ts';
import type { AcquireLock } from '../locks/path-lock.ts';
import { createMemorySecretStore } from '../memory-secret-store.ts';
import { systemClock } from '../system-clock.ts';
import type { KeychainAccess } from './ask-keychain.ts';
import { createKeychainStore } from './keychain-store.ts';

export interface SecretStoreDeps {
  /** Undefined if this process uses no keychain. */
  readonly access: KeychainAccess | undefined;
  readonly env: Environment;
  readonly home: Home;
  readonly lockOf: (path: string) => AcquireLock;
  readonly log: Log;
}

/**
 * Returns the store for the secrets of this Rolekeeper folder. With ROLEKEEPER_KEYCHAIN=off, the
 * secrets are lost at the end of this process.
 */
export function createSecretStore(deps: SecretStoreDeps): SecretStore {
  const { access, env, home, lockOf, log } = deps;
  if (access === undefined || env['ROLEKEEPER_KEYCHAIN'] === 'off')
    return createMemorySecretStore();
  return createKeychainStore({
    ...{ access, home, log, clock: systemClock },
    lock: lockOf(home.secretsFile),
    keyLock: lockOf(`${home.secretsFile} key`),
  });
}
