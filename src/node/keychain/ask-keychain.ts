import type { Clock } from '../../core/ports/clock.ts';
import type { KeychainReply, KeychainRequest } from './messages.ts';

/** A process that answers one request. It runs on Node or in Electron. */
export interface KeychainProcess {
  send(request: KeychainRequest): void;
  onReply(listener: (reply: KeychainReply) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

/** How the command line or the application reaches the keychain. */
export interface KeychainAccess {
  readonly start: () => KeychainProcess;
  readonly library: string;
  /** Returns the time limit for an answer. The keychain may have to ask the user first. */
  readonly limitMs: () => number;
  /**
   * Called if the keychain has not answered after 1.5 s, because it is probably asking the user.
   */
  readonly onPrompt?: () => void;
}

export type AskKeychain = (
  newKey: string | null,
) => Promise<KeychainReply | { readonly kind: 'no-answer' }>;

/** A keychain that has not answered after this time is probably asking the user. */
const PROMPT_AFTER_MS = 1500;
/**
 * The parent ends the process at the limit. If the parent does not, the process ends itself this
 * many ms later.
 */
const EXTRA_MS = 2000;

/**
 * Returns a function that reads or writes one entry of the keychain, each time in a new process.
 */
export function createAskKeychain(
  { start, library, limitMs, onPrompt }: KeychainAccess,
  entry: () => Pick<KeychainRequest, 'service' | 'account'>,
  clock: Clock,
): AskKeychain {
  return (newKey) =>
    new Promise((resolve) => {
      const child = start();
      const limit = limitMs();
      const settle: typeof resolve = (reply) => {
        for (const cancel of cancels) cancel();
        child.kill();
        resolve(reply);
      };
      const cancels = [
        clock.wake(limit, () => settle({ kind: 'no-answer' })),
        clock.wake(PROMPT_AFTER_MS, () => onPrompt?.()),
      ];
      child.onReply(settle);
      child.onExit(() => settle({ kind: 'no-keychain', detail: 'the process ended' }));
      child.send({ ...entry(), newKey, library, endsAfterMs: limit + EXTRA_MS });
    });
}
