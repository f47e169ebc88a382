import type * as Electron from 'electron';
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { recordRequest, order } from './order.ts';

const host = fileURLToPath(new URL('utility-host.ts', import.meta.url));

class UtilityProcess extends EventEmitter {
  readonly postMessage: (message: unknown) => void;
  readonly kill: () => boolean;

  constructor(script: string, args: readonly string[], { env }: Electron.ForkOptions) {
    super();
    order.after('utilityProcess');
    recordRequest('keychain', null);
    const child = fork(host, [script, ...args], {
      env: { ...env },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    });
    // Electron ends its utility processes when the application ends.
    process.on('exit', () => child.kill('SIGKILL'));
    child.on('message', (message) => this.emit('message', message));
    child.on('exit', (code) => this.emit('exit', code ?? 1));
    this.postMessage = (message) => child.send(message as object, () => undefined);
    this.kill = () => child.kill();
  }
}

/** Replaces Electron's utility processes with Node processes. */
export const utilityProcess = {
  fork: (script: string, args: readonly string[] = [], options: Electron.ForkOptions = {}) =>
    new UtilityProcess(script, args, options),
};
