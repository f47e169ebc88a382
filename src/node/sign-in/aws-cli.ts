import { execFile, spawn, type StdioOptions } from 'node:child_process';
import { promisify } from 'node:util';
import { findProgram } from '../programs/find-program.ts';
import { scrub } from '../sts/scrub.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An AWS CLI on this machine, as `aws --version` tells it. */
export interface AwsCli {
  readonly path: string;
  /** `2.32.0`; null if it did not answer with one. */
  readonly version: string | null;
}

/** Where its installers put it (AWS CLI user guide, "Installing or updating"); a program started from a desktop may not have these in its PATH. */
const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['/usr/local/bin', '/opt/homebrew/bin'],
  linux: ['/usr/local/bin', '/usr/bin'],
  win32: ['C:\\Program Files\\Amazon\\AWSCLIV2'],
};

const ANSWER_WITHIN_MS = 20_000;
const MOST_CHARACTERS = 20_000;

/** The AWS CLI that a shell would start, and no other: only this one is run. Null if there is none. */
export async function findAwsCli(
  env: Environment,
  platform: NodeJS.Platform,
): Promise<AwsCli | null> {
  const path = findProgram('aws', { env, platform, folders: INSTALLED[platform] ?? [] });
  return path === null ? null : { path, version: await versionOf(path, env) };
}

/** Both as `major.minor.patch`; an unknown version is never enough. */
export function isAtLeast(version: string | null, needed: string): boolean {
  if (version === null) return false;
  const numbers = (text: string): readonly number[] => text.split('.').map(Number);
  const [have, want] = [numbers(version), numbers(needed)];
  const differs = want.findIndex((each, place) => each !== have[place]);
  return differs === -1 || (have[differs] ?? 0) > (want[differs] ?? 0);
}

async function versionOf(path: string, env: Environment): Promise<string | null> {
  try {
    const options = { env: { ...env }, timeout: ANSWER_WITHIN_MS, windowsHide: true };
    const { stdout, stderr } = await promisify(execFile)(path, ['--version'], options);
    // Version 1 on an old Python answers on standard error.
    const [, version] = /^aws-cli\/(\d+\.\d+\.\d+)/m.exec(stdout + stderr) ?? [];
    return version ?? null;
  } catch {
    return null;
  }
}

export interface AwsCliRun {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** True where the person sits at this process's terminal, so that the program may speak to them and ask. */
  readonly onTerminal: boolean;
}

/** Runs it to its end; null where it succeeded, else what it said. */
export function runAwsCli(
  cli: AwsCli,
  args: readonly string[],
  { env, signal, onTerminal }: AwsCliRun,
): Promise<string | null> {
  // Standard output is for what our own command prints.
  const stdio: StdioOptions = onTerminal ? ['inherit', 2, 2] : ['ignore', 'pipe', 'pipe'];
  return new Promise((resolve) => {
    const child = spawn(cli.path, [...args], { env: { ...env }, signal, stdio, windowsHide: true });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-MOST_CHARACTERS);
      });
    }
    child.on('error', (error) => {
      resolve(scrub(error.message, []));
    });
    child.on('close', (code, killed) => {
      resolve(code === 0 ? null : lastLineOf(said) || `it ended with ${String(code ?? killed)}`);
    });
  });
}

/** The CLI says what went wrong at its end; before it may stand a page with a code. */
function lastLineOf(said: string): string {
  const lines = said.split(/\r?\n/).map((line) => line.trim());
  return scrub(lines.findLast((line) => line !== '') ?? '', []);
}
