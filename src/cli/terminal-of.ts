import type { WriteStream } from 'node:tty';
import { environmentOf } from '../node/machine.ts';
import type { Terminal } from './terminal.ts';

/**
 * Returns the terminal of a process. Creates its streams on demand, because each takes 2 to 4 ms.
 */
export function terminalOf(own: NodeJS.Process): Terminal {
  return {
    env: environmentOf(own.env, own.platform),
    platform: own.platform,
    pid: own.pid,
    get stdin() {
      return own.stdin;
    },
    get stdout() {
      return ignoringClosedReaders(own.stdout);
    },
    get stderr() {
      return ignoringClosedReaders(own.stderr);
    },
    now: Date.now,
  };
}

/**
 * Ignores a reader that closes early (`rolekeeper status | head -1`), because that is not an error.
 */
function ignoringClosedReaders(stream: WriteStream): WriteStream {
  if (stream.listenerCount('error', ignoreClosedReader) === 0)
    stream.on('error', ignoreClosedReader);
  return stream;
}

function ignoreClosedReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
