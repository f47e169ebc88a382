import { realpathSync } from 'node:fs';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { SecretStore, SecretStorage } from '../../core/secret-store.ts';
import { errorCode } from '../error-code.ts';
import { sha256 } from '../hash-and-random.ts';
import { watchFile } from '../files/folder-watch.ts';
import type { Home } from '../home.ts';
import type { AcquireLock } from '../locks/path-lock.ts';
import { createAskKeychain, type KeychainAccess } from './ask-keychain.ts';
import { KeychainKey } from './keychain-key.ts';
import {
  keyIdOf,
  readEncrypted,
  encrypt,
  decrypt,
  writeEncrypted,
  type EncryptedSecrets,
} from './encrypted-secrets.ts';

/**
 * How long a change of the file waits for the lock. Each process holds the lock only for
 * milliseconds.
 */
const LOCK_WAIT_MS = 5000;

export interface KeychainStoreDeps {
  readonly access: KeychainAccess;
  readonly home: Pick<Home, 'folder' | 'secretsFile'>;
  /** The lock of the file with the secrets. */
  readonly lock: AcquireLock;
  /** The lock for creating the key in the keychain. */
  readonly keyLock: AcquireLock;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Creates a store that encrypts secrets with a key in the system's keychain and keeps them in one
 * file, which all processes of a Rolekeeper folder share (ADR 0029). Keeps secrets that it cannot
 * decrypt, because the keychain may be locked only for now.
 */
export function createKeychainStore(deps: KeychainStoreDeps): SecretStore {
  const { access, home, lock, clock, log } = deps;
  const file = home.secretsFile;
  const key = new KeychainKey({
    ask: createAskKeychain(access, () => keychainEntry(home.folder), clock),
    lock: deps.keyLock,
    lockWaitMs: () => access.limitMs(),
    clock,
    log,
  });
  let where: SecretStorage | null = null;
  let lastWrite: Promise<void> = Promise.resolve();
  let changes: Promise<unknown> = Promise.resolve();
  let calls = 0;
  /**
   * The number of the last change of each secret, by the secret's name. A slow keychain can delay a
   * change, so an older change must not overwrite a newer one.
   */
  const lastCalls = new Map<string, number>();
  let isFaultSeen = false;
  /** The state that this process last wrote to the file, or last reported as a change. */
  let known = '';

  const stored = (): EncryptedSecrets => {
    const secrets = readEncrypted(file);
    if (typeof secrets !== 'string') return secrets;
    if (!isFaultSeen) {
      isFaultSeen = true;
      if (secrets === 'damaged') log.write('warn', 'the file of MFA sessions cannot be read', {});
      // Removes the secrets of version 0.1.0, because no other version can decrypt them.
      else void tracked(inOrder(() => write(() => true)));
    }
    return new Map();
  };

  /** Runs the writes of the file one after another. */
  const inOrder = (write: () => Promise<void>): Promise<void> => {
    const written = lastWrite.then(write);
    lastWrite = written.catch(() => undefined);
    return written;
  };

  /** Returns the number of a new change, and records it for each of these secrets. */
  const nextCall = (names: readonly string[]): number => {
    calls += 1;
    for (const name of names) lastCalls.set(name, calls);
    return calls;
  };

  /** Makes `idle` wait for this change. */
  const tracked = (change: Promise<void>): Promise<void> => {
    changes = Promise.allSettled([changes, change]);
    return change;
  };

  /** Applies `change` to the secrets under the lock. Writes the file if `change` returns true. */
  const write = async (
    change: (secrets: Map<string, ReturnType<typeof encrypt>>) => boolean,
  ): Promise<void> => {
    const held = await lock(LOCK_WAIT_MS);
    try {
      if (!held.ok) throw new NotWritten(held.failure.kind);
      const secrets = new Map(stored());
      if (!change(secrets)) return;
      // Set before the write, because the watcher can be called while the write still runs.
      known = stateOf(secrets);
      await writeEncrypted(file, secrets);
    } catch (error) {
      const code = error instanceof NotWritten ? error.message : errorCode(error);
      if (code === null) throw error;
      where = 'memory-not-written';
      log.write('warn', 'the file of MFA sessions cannot be written', { code });
    } finally {
      if (held.ok) held.value.release();
    }
  };

  const keep: SecretStore['keep'] = async (name, secret, lifetime) => {
    const call = nextCall([name]);
    const answer = await key.readOrCreate();
    if (answer.kind !== 'key') {
      where = answer.kind === 'trouble' ? answer.trouble : 'memory-no-keychain';
      return;
    }
    where = 'keychain';
    await inOrder(() =>
      write((secrets) => {
        const isLater = (secrets.get(name)?.since ?? lifetime.since) > lifetime.since;
        if (isLater || lastCalls.get(name) !== call) return false;
        secrets.set(name, encrypt(answer.key, name, secret, lifetime));
        return true;
      }),
    );
  };

  return {
    list: () => [...stored()].map(([name, { since, until }]) => ({ name, since, until })),
    read: async (name) => {
      const entry = stored().get(name);
      if (entry === undefined) return null;
      let answer = await key.read();
      if (answer.kind === 'key' && keyIdOf(answer.key) !== entry.keyId)
        answer = await key.readAgain();
      if (answer.kind === 'trouble') where = answer.trouble;
      if (answer.kind !== 'key') return null;
      if (where !== 'memory-not-written') where = 'keychain';
      const secret = decrypt(answer.key, name, entry);
      if (secret === null) log.write('warn', 'an MFA session cannot be decrypted', {});
      return secret;
    },
    keep: (name, secret, lifetime) => tracked(keep(name, secret, lifetime)),
    forget: (names) => {
      nextCall(names);
      return tracked(
        inOrder(() =>
          write((secrets) => names.map((name) => secrets.delete(name)).some((isGone) => isGone)),
        ),
      );
    },
    where: () => where,
    findWhere: async () => {
      const answer = await key.probe();
      where = answer.kind === 'trouble' ? answer.trouble : 'keychain';
      return where;
    },
    watch: (changed) => {
      known = stateOf(stored());
      return watchFile(file, () => {
        const now = stateOf(stored());
        const isKnown = now === known;
        known = now;
        if (!isKnown) changed();
      });
    },
    idle: () => changes.then(() => undefined),
  };
}

class NotWritten extends Error {}

/**
 * Returns a text that identifies the stored sessions. It changes with each new MFA code, but not
 * when a session is used for another role.
 */
function stateOf(secrets: EncryptedSecrets): string {
  return JSON.stringify([...secrets].map(([name, { since }]) => [name, since]).toSorted());
}

/**
 * Returns the name of the key in the keychain. The name depends on the path of Rolekeeper's folder.
 */
function keychainEntry(folder: string): { readonly service: string; readonly account: string } {
  const account = `mfa-sessions-${sha256(realPathOf(folder)).slice(0, 16)}`;
  return { service: 'Rolekeeper', account };
}

function realPathOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    // Some virtual drives of Windows have no real path.
    return folder;
  }
}
