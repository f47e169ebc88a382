import { realpathSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { KeychainAccess } from '../node/keychain/ask-keychain.ts';
import { forkKeychain } from '../node/keychain/fork-keychain.ts';
import { en } from '../views/words/en.ts';
import { canAsk, type Terminal, writeError } from './terminal.ts';

/** The time that the user has to unlock the keychain in the system's prompt. */
const PROMPT_MS = 60_000;
/** The time limit if nobody can see a prompt. */
const NO_PROMPT_MS = 5000;

/** Returns a command's access to the keychain. Starts no process yet. */
export function terminalKeychain(terminal: Terminal): KeychainAccess {
  return {
    start: () => forkKeychain(keychainScript(), terminal.env),
    library: '@napi-rs/keyring',
    limitMs: () => (seesPrompts(terminal) ? PROMPT_MS : NO_PROMPT_MS),
    onPrompt: () => {
      if (seesPrompts(terminal)) void writeError(terminal, en.commandLine.waitingForKeychain);
    },
  };
}

/**
 * True if the user is at the terminal and at this computer's desktop, which shows the prompt of the
 * keychain.
 */
function seesPrompts(terminal: Terminal): boolean {
  const { env, platform } = terminal;
  const isSet = (name: string): boolean => (env[name] ?? '') !== '';
  const isRemote = ['SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY'].some(isSet);
  const isDesktop =
    platform === 'darwin' || platform === 'win32' || isSet('DISPLAY') || isSet('WAYLAND_DISPLAY');
  return isDesktop && !isRemote && canAsk(terminal);
}

/**
 * Returns the path of the script in the program's folder. The program may have been started through
 * a link.
 */
function keychainScript(): string {
  const program = realpathSync(process.argv[1] ?? '');
  return join(dirname(program), `keychain-process${extname(program)}`);
}
