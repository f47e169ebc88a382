import { execFile, spawn, type StdioOptions } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../core/environment.ts';
import { findProgram } from '../programs/find-program.ts';
import { scrub } from '../sts/scrub.ts';

/** An AWS CLI on this machine. */
export interface AwsCli {
  readonly path: string;
  /** The version that `aws --version` reports, for example `2.32.0`. Null if it reports none. */
  readonly version: string | null;
}

/**
 * The folders where the installers put the AWS CLI (AWS CLI user guide, "Installing or
 * updating"). The PATH of a program that was started from a desktop may not contain them.
 */
const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['/usr/local/bin', '/opt/homebrew/bin'],
  linux: ['/usr/local/bin', '/usr/bin'],
  win32: ['C:\\Program Files\\Amazon\\AWSCLIV2'],
};

const ANSWER_WITHIN_MS = 20_000;
const MAX_CHARACTERS = 20_000;

/** Returns the first AWS CLI on the PATH or in an installer's folder, or null if there is none. */
export async function findAwsCli(
  env: Environment,
  platform: NodeJS.Platform,
): Promise<AwsCli | null> {
  const path = findProgram('aws', { env, platform, folders: INSTALLED[platform] ?? [] });
  return path === null ? null : { path, version: await versionOf(path, env) };
}

/**
 * True if the version is `needed` or a later one (`major.minor.patch`). False if the version is
 * unknown.
 */
export function isAtLeast(version: string | null, needed: string): boolean {
  if (version === null) return false;
  const numbers = (text: string): readonly number[] => text.split('.').map(Number);
  const [have, want] = [numbers(version), numbers(needed)];
  const differs = want.findIndex((number, at) => number !== have[at]);
  return differs === -1 || (have[differs] ?? 0) > (want[differs] ?? 0);
}

async function versionOf(path: string, env: Environment): Promise<string | null> {
  try {
    const options = { env: { ...env }, timeout: ANSWER_WITHIN_MS, windowsHide: true };
    const { stdout, stderr } = await promisify(execFile)(path, ['--version'], options);
    // On an old Python, version 1 of the AWS CLI prints its version to stderr.
    const [, version] = /^aws-cli\/(\d+\.\d+\.\d+)/m.exec(stdout + stderr) ?? [];
    return version ?? null;
  } catch {
    return null;
  }
}

export interface AwsCliRun {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** True if the user sees this process's terminal, so that the AWS CLI can ask questions there. */
  readonly onTerminal: boolean;
}

/**
 * Runs the AWS CLI and waits for its end. Returns null if it succeeded, otherwise its error
 * message.
 */
export function runAwsCli(
  cli: AwsCli,
  args: readonly string[],
  { env, signal, onTerminal }: AwsCliRun,
): Promise<string | null> {
  // Sends the output of the AWS CLI to stderr, because stdout is reserved for the output of the
  // user's own command.
  const stdio: StdioOptions = onTerminal ? ['inherit', 2, 2] : ['ignore', 'pipe', 'pipe'];
  return new Promise((resolve) => {
    const child = spawn(cli.path, [...args], { env: { ...env }, signal, stdio, windowsHide: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-MAX_CHARACTERS);
      });
    }
    child.on('error', (error) => {
      resolve(scrub(error.message, []));
    });
    child.on('close', (code, killed) => {
      resolve(
        code === 0
          ? null
          : lastLineOf(output) || `the program ended with ${String(code ?? killed)}`,
      );
    });
  });
}

/**
 * Returns the last line, because the AWS CLI prints its error last. It can print a web address and
 * a code before the error.
 */
function lastLineOf(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  return scrub(lines.findLast((line) => line !== '') ?? '', []);
}
