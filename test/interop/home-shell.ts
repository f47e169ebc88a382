import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cli } from '../support/cli-harness.ts';
import type { CliRun } from '../support/inside.ts';
import { awsCli } from '../support/external-programs.ts';
import { preloadedAws } from '../support/preloaded-aws.ts';

/**
 * A real bash with the environment of a home. `aws` is the real AWS CLI, and `rolekeeper` is the
 * given command line.
 */
export interface HomeShell {
  readonly env: Readonly<Record<string, string>>;
  /** Runs lines as if a user pasted them. Stops at the first command that fails. */
  paste(text: string, env?: Readonly<Record<string, string>>): Promise<CliRun>;
  /** Like `paste`, but returns standard output, and throws unless the exit code is 0. */
  ok(text: string, env?: Readonly<Record<string, string>>): Promise<string>;
}

export interface HomeShellOptions {
  /**
   * The path of the AWS CLI, or null if it is not installed. It is called with `--endpoint-url`,
   * because versions before 2.13 do not know AWS_ENDPOINT_URL.
   */
  readonly aws: string | null;
  readonly endpoint: string;
  /** The built command line, a JavaScript file. */
  readonly entry: URL;
}

export function homeShell(cli: Cli, { aws, endpoint, entry }: HomeShellOptions): HomeShell {
  const bin = join(cli.folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const program = (name: string, command: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(join(bin, name), 0o755);
  };
  program(
    'rolekeeper',
    `'${process.execPath}' --no-warnings=ExperimentalWarning '${fileURLToPath(entry)}'`,
  );
  if (aws !== null) program('aws', `'${preloadedAws(aws)}' --endpoint-url '${endpoint}'`);
  const env = {
    ...cli.env,
    PATH: `${bin}:/usr/bin:/bin`,
    AWS_PAGER: '',
    AWS_MAX_ATTEMPTS: '1',
  };
  const shell: HomeShell = {
    env,
    paste: (text, more = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn('bash', ['-e', '-c', text], {
          env: { ...env, ...more },
          cwd: cli.folder,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let stdout = '';
        let stderr = '';
        child.stdout.setEncoding('utf8').on('data', (part: string) => {
          stdout += part;
        });
        child.stderr.setEncoding('utf8').on('data', (part: string) => {
          stderr += part;
        });
        child.on('error', reject);
        child.on('close', (code, signal) => {
          resolve({ code, signal, stdout, stderr });
        });
      }),
    async ok(text, more) {
      const { code, stdout, stderr } = await shell.paste(text, more);
      if (code !== 0)
        throw new Error(`bash ended with ${String(code)}:\n${text}\n${stdout}${stderr}`);
      return stdout;
    },
  };
  return shell;
}

/**
 * Returns the paths of up to two installed AWS CLIs, because versions 1 and 2 can both be
 * installed. Returns `[null]` if there is none, so that `describe.each` has one suite to skip.
 */
export function awsClis(): readonly (string | null)[] {
  const first = awsCli();
  if (first === null) return [null];
  const second = '/usr/bin/aws';
  try {
    return dirname(realpathSync(first)) === dirname(realpathSync(second))
      ? [first]
      : [first, second];
  } catch {
    return [first];
  }
}
