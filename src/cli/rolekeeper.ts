import { runCommandLine } from './command-line.ts';
import { endProcess, terminalOf } from './terminal-of.ts';

// The entry point of every command. It has no top-level `await`, because the build creates
// CommonJS, which starts faster.
void runCommandLine(process.argv.slice(2), terminalOf(process)).then((code) =>
  endProcess(process, code),
);
