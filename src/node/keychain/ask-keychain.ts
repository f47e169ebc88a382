import type { Clock } from '../../core/ports/clock.ts';
import type { KeychainReply, KeychainRequest } from './messages.ts';

/** A process that answers one request, on Node or in Electron. */
export interface KeychainProcess {
  send(request: KeychainRequest): void;
  onReply(listener: (reply: KeychainReply) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

/** How a surface reaches the keychain. */
export interface KeychainAccess {
  readonly start: () => KeychainProcess;
  readonly library: string;
  /** How long to wait for the keychain, which may show a prompt. */
  readonly limitMs: () => number;
  /** Called if the keychain takes so long that it probably shows a prompt. */
  readonly onPrompt?: () => void;
}

export type AskKeychain = (
  newKey: string | null,
) => Promise<KeychainReply | { readonly kind: 'no-answer' }>;

const PROMPT_AFTER_MS = 1500;
/** If its parent does not end the process at the limit, it ends itself this much later. */
const EXTRA_MS = 2000;

/** Returns a function that asks the keychain for one entry, each time in a new process. */
export function askKeychain(
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
