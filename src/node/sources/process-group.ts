import {
  type ChildProcess,
  type ChildProcessByStdio,
  spawn,
  spawnSync,
  type SpawnOptionsWithStdioTuple,
} from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Environment } from '../../core/environment.ts';
import { thisMachine } from '../machine.ts';

export interface CommandResult {
  readonly code: number | null;
  readonly killed: NodeJS.Signals | null;
  readonly stdout: string;
  /** The first 64 kB of the standard error output. */
  readonly stderr: string;
}

const MAX_STDOUT_BYTES = 1_000_000;
const MAX_STDERR_BYTES = 65_536;

/**
 * A command line for the system's shell, or a program with its arguments. The program sees `name`
 * as its argument zero.
 */
export type Command =
  string | { readonly program: string; readonly args: readonly string[]; readonly name?: string };

/**
 * Decides when a command is finished. Default: when all processes of the group have closed their
 * output.
 */
export interface WaitOptions {
  /**
   * Returns true if the output is complete. If the command has ended and this returns true, the
   * other processes of the group are killed.
   */
  readonly isComplete: (stdout: string) => boolean;
}

/**
 * Runs a command in its own process group without a terminal, so that no program in it can wait for
 * input (ADR 0022). Kills the group on `signal`, after too much output, or when this process ends,
 * and rejects if the command cannot start.
 */
export function runInGroup(
  command: Command,
  env: Environment,
  signal: AbortSignal,
  { isComplete }: WaitOptions = { isComplete: () => false },
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    // Registers the kill before the start, so that the group never outlives this process.
    let started: ChildProcess | null = null;
    const cancelKill = killAtExit(() => {
      if (started !== null) killGroup(started);
    });
    const child = spawnInGroup(command, env);
    started = child;
    const end = (): void => {
      killGroup(child);
      // A program that left the group can still keep these streams open.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    signal.addEventListener('abort', end, { once: true });
    const [stdout, stderr] = [
      new CollectedOutput(MAX_STDOUT_BYTES, end),
      new CollectedOutput(MAX_STDERR_BYTES),
    ];
    let hasEnded = false;
    // A background process can keep the output open for ever.
    const endIfComplete = (): void => {
      if (hasEnded && isComplete(stdout.text())) end();
    };
    child.stdout.on('data', (chunk: Buffer) => {
      stdout.add(chunk);
      endIfComplete();
    });
    child.on('exit', () => {
      hasEnded = true;
      endIfComplete();
    });
    child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
    const finish = (): void => {
      cancelKill();
      signal.removeEventListener('abort', end);
    };
    child.on('error', (error) => {
      finish();
      reject(error);
    });
    child.on('close', (code, killed) => {
      finish();
      resolve({ code, killed, stdout: stdout.text(), stderr: stderr.text() });
    });
    if (signal.aborted) end();
  });
}

function spawnInGroup(
  command: Command,
  env: Environment,
): ChildProcessByStdio<null, Readable, Readable> {
  const options: SpawnOptionsWithStdioTuple<'ignore', 'pipe', 'pipe'> = {
    detached: thisMachine.system !== 'win32',
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  };
  if (typeof command === 'string') return spawn(command, { ...options, shell: true });
  const { program, args, name } = command;
  return spawn(program, args, { ...options, ...(name !== undefined && { argv0: name }) });
}

class CollectedOutput {
  readonly #max: number;
  readonly #full: () => void;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(max: number, full: () => void = () => undefined) {
    this.#max = max;
    this.#full = full;
  }

  add(chunk: Buffer): void {
    if (this.#bytes >= this.#max) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= this.#max) this.#full();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (thisMachine.system === 'win32') {
    const taskkill = join(
      thisMachine.env['SYSTEMROOT'] ?? 'C:\\Windows',
      'System32',
      'taskkill.exe',
    );
    spawnSync(taskkill, ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}

/**
 * Kills the group when this process ends, because the group does not receive the terminal's Ctrl-C.
 * Returns a function that cancels the kill.
 */
function killAtExit(kill: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stops = signals.map((name) => {
    const onSignal = (): void => {
      kill();
      // If no other listener handles the signal, sends it again, so that it has its default effect.
      if (process.listenerCount(name) === 0) process.kill(process.pid, name);
    };
    process.once(name, onSignal);
    return () => process.off(name, onSignal);
  });
  process.once('exit', kill);
  return () => {
    process.off('exit', kill);
    for (const stop of stops) stop();
  };
}
