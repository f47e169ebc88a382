import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { EnvironmentChange } from '../core/contract/environment.ts';
import { findProgram, windowsEndings } from '../node/programs/find-program.ts';
import { withoutMfaCode } from '../node/sources/child-environment.ts';
import { displaySafe } from '../views/display-safe.ts';
import { en } from '../views/words/en.ts';
import { writeError } from './terminal.ts';
import type { ExitCode, Terminal } from './terminal.ts';

// The exit codes of a shell if a command cannot start (POSIX, "Command Search and Execution").
const NOT_FOUND: ExitCode = 127;
const NOT_RUNNABLE: ExitCode = 126;

/**
 * Runs a program with a changed environment. Returns its exit code, or 128 plus the number of the
 * signal that ended it.
 */
export async function runProgram(
  terminal: Terminal,
  words: readonly string[],
  change: EnvironmentChange,
): Promise<ExitCode> {
  const [program = '', ...args] = words;
  const options = { stdio: 'inherit', env: programEnvironment(terminal, change) } as const;
  const found = programToStart(program, options.env, terminal.platform);
  if (found === null) return cannotRun(terminal, program, 'ENOENT');
  // Windows starts `npm.cmd` and similar files only through a shell. cross-spawn quotes the
  // arguments for it.
  const spawnProgram =
    terminal.platform === 'win32' ? (await import('cross-spawn')).default : spawn;
  const child = spawnProgram(found, args, options);
  const stopForwarding = forwardSignals(child, terminal);
  try {
    return await new Promise<ExitCode>((resolve, reject) => {
      child.on('error', (error: NodeJS.ErrnoException) => {
        cannotRun(terminal, program, error.code ?? error.message).then(resolve, reject);
      });
      child.on('exit', (code, signal) => {
        resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]);
      });
    });
  } finally {
    stopForwarding();
  }
}

/**
 * Returns the program to start, or null if it is not found. On Windows, resolves the path first,
 * because Windows would search the current folder before the PATH.
 */
function programToStart(
  program: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string | null {
  if (platform !== 'win32' || /[\\/:]/.test(program)) return program;
  return findProgram(program, { env, platform, endings: windowsEndings(program, env) });
}

async function cannotRun(terminal: Terminal, program: string, code: string): Promise<ExitCode> {
  const command = displaySafe(program);
  const words = en.commandLine;
  const text =
    code === 'ENOENT'
      ? words.commandNotFound(command)
      : words.commandNotRunnable({ command, code });
  await writeError(terminal, `rolekeeper: ${text}`);
  return code === 'ENOENT' ? NOT_FOUND : NOT_RUNNABLE;
}

/**
 * Forwards signals that only this process gets. The terminal sends its signals to the whole process
 * group, so they are not forwarded.
 */
function forwardSignals(child: ChildProcess, terminal: Terminal): () => void {
  const windows = terminal.platform === 'win32';
  const fromKeys: readonly NodeJS.Signals[] = windows
    ? ['SIGINT', 'SIGBREAK']
    : ['SIGINT', 'SIGQUIT'];
  const fromOthers: readonly NodeJS.Signals[] = windows
    ? ['SIGTERM']
    : ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT'];
  const handlers = [...fromKeys, ...fromOthers].map((signal) => {
    const isFromTerminal = fromKeys.includes(signal) && terminal.stdin.isTTY;
    const handler = (): void => {
      if (!isFromTerminal) child.kill(signal);
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

function programEnvironment(terminal: Terminal, change: EnvironmentChange): NodeJS.ProcessEnv {
  const removed = [...change.unset, ...Object.keys(change.set)];
  // On Windows, the names of variables ignore case.
  const comparable = (name: string): string =>
    terminal.platform === 'win32' ? name.toUpperCase() : name;
  const inherited = Object.entries(withoutMfaCode(terminal.env));
  return {
    ...Object.fromEntries(inherited.filter(([name]) => !removed.includes(comparable(name)))),
    ...change.set,
  };
}
