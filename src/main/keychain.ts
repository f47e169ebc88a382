import { utilityProcess } from 'electron';
import { extname, join } from 'node:path';
import type { KeychainAccess, KeychainProcess } from '../node/keychain/ask-keychain.ts';
import type { KeychainReply } from '../node/keychain/messages.ts';
import { platform } from './platform.ts';

/** Time to unlock the keychain in the system's prompt, which the user may notice late. */
const limitMs = 120_000;

/** Returns how the application reaches the keychain. Starts nothing. */
export function applicationKeychain(): KeychainAccess {
  return { start: startKeychain, library: platform.keyring, limitMs: () => limitMs };
}

/** Electron starts no Node process: the fuse `runAsNode` is off. */
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
