import type { KeychainAccess, KeychainProcess } from '../../src/node/keychain/ask-keychain.ts';
import type { KeychainReply, KeychainRequest } from '../../src/node/keychain/messages.ts';

/**
 * A keychain in memory that the test controls. As in Rolekeeper, a new process makes each request.
 */
export class MemoryKeychain {
  readonly entries = new Map<string, string>();
  /** `silent`: the keychain never answers. `crashes`: the process ends without an answer. */
  state: 'open' | 'locked' | 'missing' | 'silent' | 'crashes' = 'open';
  requestCount = 0;
  /** How many keychain processes run now. */
  running = 0;
  readonly #presetContent: string | null;

  /**
   * `presetContent`: what each entry contains until Rolekeeper writes it; null if there is no such
   * entry.
   */
  constructor(presetContent: string | null = null) {
    this.#presetContent = presetContent;
  }

  access(limitMs = 1000): KeychainAccess {
    return { start: () => this.#start(), library: 'memory', limitMs: () => limitMs };
  }

  #start(): KeychainProcess {
    this.requestCount += 1;
    this.running += 1;
    let isRunning = true;
    const listeners: { reply?: (reply: KeychainReply) => void; exit?: () => void } = {};
    return {
      send: (request) =>
        setImmediate(() => {
          const reply = this.#reply(request);
          if (reply === null && this.state === 'crashes') listeners.exit?.();
          if (reply === null) return;
          // Waits before it writes. In a real keychain, another process can write at this moment.
          const isMissing = reply.kind === 'none' && request.newKey !== null;
          if (isMissing) setImmediate(() => listeners.reply?.(this.#create(request)));
          else listeners.reply?.(reply);
        }),
      onReply: (listener) => (listeners.reply = listener),
      onExit: (listener) => (listeners.exit = listener),
      kill: () => {
        if (isRunning) this.running -= 1;
        isRunning = false;
      },
    };
  }

  #create({ service, account, newKey }: KeychainRequest): KeychainReply {
    const key = newKey ?? '';
    this.entries.set(`${service} ${account}`, key);
    return { kind: 'key', key };
  }

  #reply({ service, account }: KeychainRequest): KeychainReply | null {
    if (this.state === 'silent' || this.state === 'crashes') return null;
    if (this.state === 'locked') return { kind: 'denied', detail: 'prompt was dismissed' };
    if (this.state === 'missing') return { kind: 'no-keychain', detail: 'no session bus' };
    const name = `${service} ${account}`;
    const found = this.entries.get(name) ?? this.#presetContent ?? undefined;
    if (found !== undefined && /^[0-9a-f]{64}$/.test(found)) return { kind: 'key', key: found };
    return { kind: 'none' };
  }
}
