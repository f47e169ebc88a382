import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../src/cli/command-line.ts';

export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The parts of a process that a command can see, beside its arguments. */
export interface ProcessInput {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The whole standard input of the command. */
  readonly input: string;
}

const lock = { isBusy: false };

/**
 * True if a command can run inside the test's process. One that starts a program with its own
 * streams, waits for signals or writes to a file descriptor needs a process of its own, and so does
 * one with options for Node.
 */
export function canRunInside(
  [command = '']: readonly string[],
  env: Readonly<Record<string, string>>,
): boolean {
  const needsProcess = ['complete', 'credentials', 'exec', 'keep', 'serve', 'sign-in'].includes(
    command,
  );
  return !needsProcess && env['NODE_OPTIONS'] === undefined;
}

/**
 * Runs a command inside the test's process, with the function that the built program calls. This
 * takes about a tenth of the time of a start. The command sees its own environment and working
 * folder. Throws if another command runs: commands that run at the same time need processes.
 */
export async function runInside(
  args: readonly string[],
  { env, cwd, input }: ProcessInput,
): Promise<CliRun> {
  if (lock.isBusy) throw new Error(`another command runs inside: ${args.join(' ')}`);
  lock.isBusy = true;
  const before = { env: { ...process.env }, cwd: process.cwd() };
  const [stdout, stderr] = [new CollectedOutput(), new CollectedOutput()];
  try {
    process.chdir(cwd);
    replaceEnvironment(env);
    const code = await runCommandLine(args, {
      env,
      platform: process.platform,
      pid: process.pid,
      stdin: Object.assign(Readable.from(input === '' ? [] : [Buffer.from(input)]), {
        isTTY: false,
      }),
      stdout,
      stderr,
      now: Date.now,
    });
    return { code, signal: null, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    replaceEnvironment(before.env);
    process.chdir(before.cwd);
    lock.isBusy = false;
  }
}

/** Changes the object itself, because other code holds it. */
function replaceEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env))
    if (!(name in env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
}

export class CollectedOutput extends Writable {
  readonly isTTY: boolean = false;
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, written: () => void): void {
    this.#chunks.push(chunk);
    written();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
