import type { WriteStream } from 'node:tty';
import { environmentOf } from '../node/machine.ts';
import type { Terminal } from './terminal.ts';

/** Returns a process's terminal. Streams are created on demand: each costs 2 to 4 ms. */
export function terminalOf(own: NodeJS.Process): Terminal {
  return {
    env: environmentOf(own.env, own.platform),
    platform: own.platform,
    pid: own.pid,
    get stdin() {
      return own.stdin;
    },
    get stdout() {
      return forReadersThatLeave(own.stdout);
    },
    get stderr() {
      return forReadersThatLeave(own.stderr);
    },
    now: Date.now,
  };
}

/** A reader that closes early (`rolekeeper status | head -1`) is not an error. */
function forReadersThatLeave(stream: WriteStream): WriteStream {
  if (stream.listenerCount('error', leave) === 0) stream.on('error', leave);
  return stream;
}

function leave(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
