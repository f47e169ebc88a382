import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/**
 * A child process that runs one script with this Node. `lines` are the lines of its standard output
 * so far.
 */
export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly lines: readonly string[];
  stderr(): string;
  /**
   * Waits for a line that starts with `start`, and returns the first one. Fails if the process ends
   * first.
   */
  line(start: string): Promise<string>;
  /** Writes one line to the standard input of the process. */
  send(line: string): void;
  ended(): Promise<ProcessEnd>;
  /** Sends the signal, by default SIGTERM, and waits for the end of the process. */
  stop(signal?: NodeJS.Signals): Promise<ProcessEnd>;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly umask?: number;
  /** The largest file that the child can write, in blocks of 512 bytes. */
  readonly fileSizeBlocks?: number;
}

export function run(script: URL, args: readonly string[], options: ProcessOptions = {}): Running {
  const node = [
    process.execPath,
    '--no-warnings=ExperimentalWarning',
    fileURLToPath(script),
    ...args,
  ];
  const limits = [
    ...(options.umask === undefined ? [] : [`umask ${options.umask.toString(8).padStart(4, '0')}`]),
    ...(options.fileSizeBlocks === undefined
      ? []
      : [`ulimit -f ${String(options.fileSizeBlocks)}`]),
  ];
  const command =
    limits.length === 0
      ? node
      : ['/bin/sh', '-c', `${limits.join('; ')}; exec "$@"`, 'sh', ...node];
  const [file = '', ...rest] = command;
  const child = spawn(file, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: '/nonexistent',
      NODE_COMPILE_CACHE: inject('compileCache'),
      ...options.env,
    },
  });
  const lines: string[] = [];
  let stderr = '';
  const listeners = new Set<() => void>();
  const notifyListeners = (): void => {
    for (const listener of listeners) listener();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    notifyListeners();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  let closed = false;
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('close', (code, signal) => {
      closed = true;
      notifyListeners();
      resolve({ code, signal });
    });
  });
  return {
    child,
    pid: child.pid ?? -1,
    lines,
    stderr: () => stderr,
    line: (start) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const found = lines.find((line) => line.startsWith(start));
          if (found === undefined && !closed) return;
          listeners.delete(check);
          if (found === undefined)
            reject(
              new Error(
                `the process ended without a line that starts with "${start}": ${lines.join(' | ')}\n${stderr}`,
              ),
            );
          else resolve(found);
        };
        listeners.add(check);
        check();
      }),
    send: (line) => {
      child.stdin.write(`${line}\n`);
    },
    ended: () => ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const end = await ended;
      // On Windows, a process cannot catch SIGTERM, so its end counts as a clean exit.
      return process.platform === 'win32' && signal !== 'SIGKILL' ? { code: 0, signal: null } : end;
    },
  };
}

/**
 * Waits for the end of a process and returns its lines. Throws an error with its stderr unless the
 * exit code is 0.
 */
export async function finished(running: Running): Promise<readonly string[]> {
  const { code, signal } = await running.ended();
  if (code !== 0)
    throw new Error(`the process ended with ${String(code ?? signal)}: ${running.stderr()}`);
  return running.lines;
}
