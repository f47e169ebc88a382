import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { RoleAccount, UserAccount } from '../../demo/sts/accounts.ts';
import { startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';
import type { EmbeddedSts, EmbeddedStsOptions } from '../../demo/sts/embedded-sts.ts';
import { canRunInside, runInside, type CliRun } from './inside.ts';
import { run } from './process.ts';
import type { Running } from './process.ts';

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Runs the command in its own process, even if it could run inside the test's process. */
  readonly ownProcess?: true;
}

/** The command line with its own HOME. */
export interface Cli {
  readonly folder: string;
  /** The file of the built program. */
  readonly entry: URL;
  readonly credentialsFile: string;
  readonly configFile: string;
  readonly env: Readonly<Record<string, string>>;
  /**
   * Runs a command to its end, inside the test's process if `canRunInside` allows that. By default,
   * standard input is empty; it is never a terminal.
   */
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>;
  /** Like `run`, but throws unless the exit code is 0. */
  ok(args: readonly string[], options?: CliOptions): Promise<CliRun>;
  start(args: readonly string[], env?: Readonly<Record<string, string>>): Running;
  /**
   * Runs a command on a pseudo-terminal, and types each answer after its question. `stdout` is
   * everything that the terminal showed.
   */
  onTerminal(
    args: readonly string[],
    answers?: readonly (readonly [question: string, typed: string])[],
    env?: Readonly<Record<string, string>>,
  ): Promise<CliRun>;
  credentials(): string;
  dispose(): void;
  /** Kills the processes that `start` started, waits for their end, and disposes of the home. */
  end(): Promise<void>;
}

export const alice: UserAccount = {
  userName: 'alice',
  accessKeyId: 'AKIAALICE00000000001',
  secretAccessKey: 'alice/secret+key/0000000000000000000001',
  mfaDevices: [
    {
      kind: 'codes',
      serialNumber: 'arn:aws:iam::111122223333:mfa/alice',
      codes: ['123456', '234567', '345678', '456789'],
    },
  ],
};

export const roleArn = 'arn:aws:iam::123456789012:role/MyApp/MyS3Access';
export const externalId = 'client-external-id';
const trusted = 'arn:aws:iam::111122223333:root';

export const clientRole: RoleAccount = {
  roleArn,
  trusts: [trusted],
  externalId,
  maxSessionDuration: 43_200,
};
export const plainRole: RoleAccount = {
  roleArn: 'arn:aws:iam::123456789012:role/Plain',
  trusts: [trusted],
};
export const mfaRole: RoleAccount = {
  roleArn: 'arn:aws:iam::123456789012:role/WithMfa',
  trusts: [trusted],
  requireMfa: true,
};

/**
 * Starts an STS with the user Alice and three roles that she may assume: `clientRole`, `plainRole`
 * and `mfaRole`.
 */
export function startStsWithAlice(options: Partial<EmbeddedStsOptions> = {}): Promise<EmbeddedSts> {
  return startEmbeddedSts({ users: [alice], roles: [clientRole, plainRole, mfaRole], ...options });
}

export const defaultSection = `# long-term keys
[default]
aws_access_key_id = ${alice.accessKeyId}
aws_secret_access_key = ${alice.secretAccessKey}
`;

/**
 * Creates an empty home with Alice's keys in `~/.aws/credentials`. Its commands use the bundle that
 * the test run has built.
 */
export function cliHome(
  sts: Pick<EmbeddedSts, 'url'> | null,
  credentials: string = defaultSection,
  env: Readonly<Record<string, string>> = {},
): Cli {
  const entry = new URL(inject('commandLine'));
  const folder = mkdtempSync(join(tmpdir(), 'rk-cli-'));
  const aws = join(folder, '.aws');
  mkdirSync(aws, { mode: 0o700 });
  const credentialsFile = join(aws, 'credentials');
  writeFileSync(credentialsFile, credentials, { mode: 0o600 });
  const base: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    USERPROFILE: folder,
    LOCALAPPDATA: folder,
    TZ: process.env['TZ'] ?? 'UTC',
    LC_ALL: 'C.UTF-8',
    AWS_EC2_METADATA_DISABLED: 'true',
    ROLEKEEPER_KEYCHAIN: 'off',
    NODE_COMPILE_CACHE: inject('compileCache'),
    // Without an STS, calls go to a closed port, so that no test reaches AWS.
    AWS_ENDPOINT_URL_STS: sts?.url ?? 'http://127.0.0.1:9',
    ...env,
  };
  const argv = (args: readonly string[]): readonly string[] => [
    '--no-warnings=ExperimentalWarning',
    fileURLToPath(entry),
    ...args,
  ];
  const runToEnd = (
    file: string,
    args: readonly string[],
    { env, input }: CliOptions,
  ): Promise<CliRun> =>
    new Promise((resolve, reject) => {
      const child = spawn(file, args, {
        env: { ...base, ...env },
        cwd: folder,
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.on('error', reject);
      child.on('close', (code, signal) => {
        resolve({ code, signal, stdout, stderr });
      });
      child.stdin?.end(input);
    });
  const started: Running[] = [];
  const cli: Cli = {
    folder,
    entry,
    credentialsFile,
    configFile: join(aws, 'config'),
    env: base,
    run(args, options = {}) {
      const env = { ...base, ...options.env };
      if (options.ownProcess === true || !canRunInside(args, env))
        return runToEnd(process.execPath, argv(args), options);
      return runInside(args, { env, cwd: folder, input: options.input ?? '' });
    },
    async ok(args, options = {}) {
      const result = await cli.run(args, options);
      if (result.code !== 0) {
        throw new Error(
          `rolekeeper ${args.join(' ')} ended with ${String(result.code)}:\n${result.stdout}${result.stderr}`,
        );
      }
      return result;
    },
    start(args, env = {}) {
      const running = run(entry, args, { env: { ...base, ...env } });
      started.push(running);
      return running;
    },
    onTerminal(args, answers = [], env = {}) {
      const request = {
        command: [process.execPath, ...argv(args)],
        env: { ...base, ...env, TERM: 'xterm' },
        answers,
      };
      const script = join(import.meta.dirname, 'pseudo-terminal.py');
      // Python starts in half the time if it does not look for installed packages.
      return runToEnd('python3', ['-IS', script, JSON.stringify(request)], {});
    },
    credentials: () => readFileSync(credentialsFile, 'utf8'),
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
    async end() {
      await Promise.all(started.splice(0).map((each) => each.stop('SIGKILL')));
      cli.dispose();
    },
  };
  return cli;
}

/** If this machine has no pseudo-terminals, prints that a test is skipped and returns true. */
export function skippedWithoutTerminal(): boolean {
  try {
    execFileSync('python3', ['-IS', '-c', 'import pty'], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'] ?? '' },
    });
    return false;
  } catch {
    console.warn('skipped: python3 with pty is not installed here');
    return true;
  }
}
