import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../../src/cli/command-line.ts';

export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command reads from its process, except its arguments. */
export interface ProcessInput {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The complete standard input. */
  readonly input: string;
}

const lock = { isBusy: false };

/**
 * Returns false if a command needs its own process, because it starts a program, waits for signals,
 * writes to a file descriptor, or gets options for Node.
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
 * Runs a command with the function that the built program calls, but inside the test's process,
 * which is ten times faster. Throws if another command still runs in this process.
 */
export async function runInside(
  args: readonly string[],
  { env, cwd, input }: ProcessInput,
): Promise<CliRun> {
  if (lock.isBusy)
    throw new Error(`cannot run ${args.join(' ')}: another command still runs in this process`);
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

/**
 * Replaces all variables, but keeps the object `process.env`, because other code has a reference to
 * it.
 */
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
