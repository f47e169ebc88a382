import type { Environment } from '../../core/environment.ts';
import type { KeychainProcess } from './ask-keychain.ts';
import type { KeychainReply } from './messages.ts';

/** Starts the script as a Node process. Its IPC channel carries the request and the key. */
export function forkKeychain(script: string, env: Environment): KeychainProcess {
  // Loaded on demand, because few commands need the keychain.
  const { fork } = process.getBuiltinModule('node:child_process');
  const child = fork(script, {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
  return {
    // The callback ignores errors, because a process that could not start or has ended reports this
    // with `error` or `exit`.
    send: (request) => child.send(request, () => undefined),
    onReply: (listener) => child.once('message', (reply) => listener(reply as KeychainReply)),
    onExit: (listener) => child.once('exit', listener).once('error', listener),
    kill: () => child.kill('SIGKILL'),
  };
}
