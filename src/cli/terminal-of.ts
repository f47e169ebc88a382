import type { WriteStream } from 'node:tty';
import { environmentOf } from '../node/machine.ts';
import { enOutput } from '../views/words/en-output.ts';
import { FAILURE, SUCCESS, type ExitCode, type Terminal } from './terminal.ts';

/**
 * Returns the terminal of a process. Creates its streams on demand, because each takes 2 to 4 ms.
 */
export function terminalOf(own: NodeJS.Process): Terminal {
  // Reports only the first error. The command continues, so that `keep` still refreshes roles.
  const onError = (error: NodeJS.ErrnoException): void => {
    // A reader that closes early (`rolekeeper status | head -1`) is not an error.
    if (error.code === 'EPIPE' || own.exitCode === FAILURE) return;
    own.exitCode = FAILURE;
    watched(own.stderr).write(`${enOutput.unwritable(error.code ?? error.message)}\n`);
  };
  const watched = (stream: WriteStream): WriteStream => {
    if (stream.listenerCount('error', onError) === 0) stream.on('error', onError);
    return stream;
  };
  return {
    env: environmentOf(own.env, own.platform),
    platform: own.platform,
    pid: own.pid,
    get stdin() {
      return own.stdin;
    },
    get stdout() {
      return watched(own.stdout);
    },
    get stderr() {
      return watched(own.stderr);
    },
    now: Date.now,
  };
}

/**
 * Ends the process. If the output could not be written, the exit code is 1 even after a success.
 */
export function endProcess(own: NodeJS.Process, code: ExitCode): never {
  return own.exit(code === SUCCESS ? own.exitCode : code);
}
