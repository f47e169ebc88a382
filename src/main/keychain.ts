import { utilityProcess } from 'electron';
import { extname, join } from 'node:path';
import type { KeychainAccess, KeychainProcess } from '../node/keychain/ask-keychain.ts';
import type { KeychainReply } from '../node/keychain/messages.ts';
import { platform } from './platform.ts';

/**
 * The time that the user has to unlock the keychain in the system's prompt. The user may notice the
 * prompt late.
 */
const limitMs = 120_000;

/** Returns the application's access to the keychain. Starts no process yet. */
export function applicationKeychain(): KeychainAccess {
  return { start: startKeychain, library: platform.keyring, limitMs: () => limitMs };
}

/**
 * Starts the keychain process with `utilityProcess`, because Electron cannot start a Node process
 * if the fuse `runAsNode` is off.
 */
function startKeychain(): KeychainProcess {
  const script = `keychain-process${extname(import.meta.filename)}`;
  const child = utilityProcess.fork(join(import.meta.dirname, script), [], {
    serviceName: 'Rolekeeper keychain',
    stdio: 'ignore',
    env: { ...platform.env },
  });
  return {
    send: (request) => child.postMessage(request),
    onReply: (listener) => child.once('message', (reply: KeychainReply) => listener(reply)),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}
