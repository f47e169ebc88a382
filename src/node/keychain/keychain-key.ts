import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { SecretStorage } from '../../core/secret-store.ts';
import { systemRandom } from '../hash-and-random.ts';
import type { AcquireLock } from '../locks/path-lock.ts';
import type { AskKeychain } from './ask-keychain.ts';

/** After a failure, the keychain is not used for this time, because each use may show a prompt. */
const PAUSE_MS = 60_000;

export type KeychainTrouble = Extract<
  SecretStorage,
  'memory-no-keychain' | 'memory-denied' | 'memory-no-answer'
>;

export type KeyAnswer =
  | { readonly kind: 'key'; readonly key: Buffer }
  | { readonly kind: 'none' }
  | { readonly kind: 'trouble'; readonly trouble: KeychainTrouble };

export interface KeychainKeyDeps {
  readonly ask: AskKeychain;
  /**
   * Ensures that only one process creates the key at a time. The lock is held while the
   * keychain may show a prompt.
   */
  readonly lock: AcquireLock;
  readonly lockWaitMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The key in the keychain that belongs to one Rolekeeper folder (32 bytes). It is read once and
 * then kept in memory.
 */
export class KeychainKey {
  readonly #deps: KeychainKeyDeps;
  #known: Buffer | null = null;
  #underWay: Promise<KeyAnswer> | null = null;
  #failed: { readonly at: number; readonly trouble: KeychainTrouble } | null = null;

  constructor(deps: KeychainKeyDeps) {
    this.#deps = deps;
  }

  /** Returns the key from memory, otherwise from the keychain. */
  read(): Promise<KeyAnswer> {
    return this.#oneAtATime(() => this.#ask(null));
  }

  /**
   * Reads the keychain even if a key is in memory, because another process may have created a new
   * key.
   */
  readAgain(): Promise<KeyAnswer> {
    this.#known = null;
    return this.read();
  }

  /** Does the same as `read`, but creates the key if there is none or if it is damaged. */
  readOrCreate(): Promise<KeyAnswer> {
    return this.#oneAtATime(async () => {
      const found = await this.#ask(null);
      return found.kind === 'none' ? this.#create() : found;
    });
  }

  /** Reads the keychain now, even shortly after a failure. */
  probe(): Promise<KeyAnswer> {
    this.#failed = null;
    return this.readAgain();
  }

  async #oneAtATime(work: () => Promise<KeyAnswer>): Promise<KeyAnswer> {
    // A running `read` does not create a key. A caller that needs a key waits for the running
    // `read` and then reads again.
    if (this.#underWay !== null) await this.#underWay;
    if (this.#known !== null) return { kind: 'key', key: this.#known };
    const { clock } = this.#deps;
    if (this.#failed !== null && clock.monotonic() - this.#failed.at < PAUSE_MS)
      return { kind: 'trouble', trouble: this.#failed.trouble };
    this.#underWay ??= work().finally(() => (this.#underWay = null));
    return this.#underWay;
  }

  async #create(): Promise<KeyAnswer> {
    const { lock, lockWaitMs } = this.#deps;
    const held = await lock(lockWaitMs());
    if (!held.ok) return this.#trouble('memory-no-answer', held.failure.kind);
    try {
      return await this.#ask(systemRandom.hex(32));
    } finally {
      held.value.release();
    }
  }

  async #ask(newKey: string | null): Promise<KeyAnswer> {
    const reply = await this.#deps.ask(newKey);
    switch (reply.kind) {
      case 'none':
        return reply;
      case 'denied':
        return this.#trouble('memory-denied', reply.detail);
      case 'no-keychain':
        return this.#trouble('memory-no-keychain', reply.detail);
      case 'no-answer':
        return this.#trouble('memory-no-answer', '');
      case 'key':
        this.#known = Buffer.from(reply.key, 'hex');
        return { kind: 'key', key: this.#known };
    }
  }

  #trouble(trouble: KeychainTrouble, detail: string): KeyAnswer {
    const { clock, log } = this.#deps;
    this.#failed = { at: clock.monotonic(), trouble };
    log.write('warn', 'the keychain cannot be used', { trouble, detail });
    return { kind: 'trouble', trouble };
  }
}
