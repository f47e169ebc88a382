import { runCommandLine } from './command-line.ts';
import type { Terminal } from './terminal.ts';

// The process begins here: arguments in, an exit code out.
const terminal: Terminal = {
  env: process.env,
  platform: process.platform,
  pid: process.pid,
  // Made when it is read: few commands do, and it costs 4 ms.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now,
};

// A reader that has gone away (`rolekeeper status | head -1`) is no trouble of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// No `await` here: the build makes CommonJS of this, which starts sooner.
void runCommandLine(process.argv.slice(2), terminal).then((code) => process.exit(code));
