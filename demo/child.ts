import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Environment } from '../src/core/environment.ts';

/** Runs a command to its end and returns its output instead of showing it. */
export function run(
  words: readonly string[],
  env: Environment,
  cwd?: string,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const [program = '', ...rest] = words;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output });
    });
  });
}

/** A long-running process that shares this process's output. */
export interface Companion {
  /** The exit code; null if a signal ended the process. */
  readonly ended: Promise<number | null>;
  /**
   * Sends SIGTERM to the process at once, or after 1 s if the terminal has already sent it a
   * signal. Sends SIGKILL after 10 s.
   */
  end(isSignalled: boolean): void;
}

export function startCompanion(words: readonly string[], env: Environment): Companion {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code);
    });
  });
  return {
    ended,
    end(isSignalled) {
      killAfter(child, ended, isSignalled ? 1000 : 0, 'SIGTERM');
      killAfter(child, ended, 10_000, 'SIGKILL');
    },
  };
}

function killAfter(
  child: ChildProcess,
  ended: Promise<unknown>,
  afterMs: number,
  signal: NodeJS.Signals,
): void {
  const timer = setTimeout(() => {
    child.kill(signal);
  }, afterMs);
  const clear = (): void => {
    clearTimeout(timer);
  };
  ended.then(clear, clear);
}
