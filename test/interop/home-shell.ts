import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cli, CliRun } from '../support/cli-harness.ts';
import { awsCli } from '../support/strangers.ts';

/** A real bash in a home of its own, where `aws` is the real AWS CLI and `rolekeeper` is ours. */
export interface HomeShell {
  readonly env: Readonly<Record<string, string>>;
  /** Runs what a person would paste; the first command that fails ends it. */
  paste(text: string, env?: Readonly<Record<string, string>>): Promise<CliRun>;
  /** The same, where anything but code 0 is an error of the test; what was printed. */
  ok(text: string, env?: Readonly<Record<string, string>>): Promise<string>;
}

export interface HomeShellOptions {
  /** The AWS CLI, if any. It is called with `--endpoint-url`, since before 2.13 it knows no AWS_ENDPOINT_URL. */
  readonly aws: string | null;
  readonly endpoint: string;
  /** Our command line, built. */
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
    `'${process.execPath}' --no-warnings=ExperimentalWarning '${entry.pathname}'`,
  );
  if (aws !== null) program('aws', `'${aws}' --endpoint-url '${endpoint}'`);
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

/** Every AWS CLI of this machine, since 1 and 2 may stand side by side; `[null]` where there is none, so that a table has its row to skip. */
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
