import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

const execute = promisify(execFile);

/** Runs a program to its end and returns its stdout. Throws with its output if it fails. */
export async function outputOf(
  program: string,
  args: readonly string[],
  env: Environment,
): Promise<string> {
  return (await execute(program, [...args], { env })).stdout;
}

export interface AwsCli {
  readonly path: string;
  /** Begins like `aws-cli/2.9.19 …`. */
  readonly version: string;
  readonly major: number;
}

/**
 * Returns every AWS CLI on the PATH that works, in the order of the PATH. For a pyenv shim, returns
 * the program that the shim runs, because that is faster.
 */
export async function awsClis(env: Environment): Promise<readonly AwsCli[]> {
  const found = new Map<string, AwsCli>();
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    try {
      const path = folder.endsWith('shims')
        ? (await outputOf('pyenv', ['which', 'aws'], env)).trim()
        : realpathSync(join(folder, 'aws'));
      if (found.has(path)) continue;
      const version = (await outputOf(path, ['--version'], env)).trim();
      found.set(path, { path, version, major: Number(/^aws-cli\/(\d+)/.exec(version)?.[1]) });
    } catch {
      // No AWS CLI in this folder.
    }
  }
  return [...found.values()];
}
