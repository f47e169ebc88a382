import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

const execute = promisify(execFile);

/** Runs a program to its end; what it wrote to stdout. Throws where it fails, with what it said. */
export async function output(
  program: string,
  args: readonly string[],
  env: Environment,
): Promise<string> {
  return (await execute(program, [...args], { env })).stdout;
}

export interface AwsCli {
  readonly path: string;
  /** `aws-cli/2.9.19 …` */
  readonly version: string;
  readonly major: number;
}

/** Every AWS CLI on the PATH that answers, in the PATH's order; behind a pyenv shim the real one, which is faster. */
export async function awsClis(env: Environment): Promise<readonly AwsCli[]> {
  const found = new Map<string, AwsCli>();
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    try {
      const path = folder.endsWith('shims')
        ? (await output('pyenv', ['which', 'aws'], env)).trim()
        : realpathSync(join(folder, 'aws'));
      if (found.has(path)) continue;
      const version = (await output(path, ['--version'], env)).trim();
      found.set(path, { path, version, major: Number(/^aws-cli\/(\d+)/.exec(version)?.[1]) });
    } catch {
      // None in this folder.
    }
  }
  return [...found.values()];
}
