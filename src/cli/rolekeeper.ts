import type { WriteStream } from 'node:tty';
import { runCommandLine } from './command-line.ts';
import type { Terminal } from './terminal.ts';

// The entry point. Streams are created on demand: each costs 2 to 4 ms.
const terminal: Terminal = {
  env: process.env,
  platform: process.platform,
  pid: process.pid,
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return forReadersThatLeave(process.stdout);
  },
  get stderr() {
    return forReadersThatLeave(process.stderr);
  },
  now: Date.now,
};

/** A reader that closes early (`rolekeeper status | head -1`) is not an error. */
function forReadersThatLeave(stream: WriteStream): WriteStream {
  if (stream.listenerCount('error', leave) === 0) stream.on('error', leave);
  return stream;
}

function leave(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

// No top-level `await`: the build makes CommonJS, which starts faster.
void runCommandLine(process.argv.slice(2), terminal).then((code) => process.exit(code));
