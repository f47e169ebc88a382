import { execFile, spawn, type StdioOptions } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../core/environment.ts';
import { findProgram } from '../programs/find-program.ts';
import { scrub } from '../sts/scrub.ts';

/** An AWS CLI on this machine, as reported by `aws --version`. */
export interface AwsCli {
  readonly path: string;
  /** For example `2.32.0`; null if the program reported none. */
  readonly version: string | null;
}

/**
 * The installers' folders (AWS CLI user guide, "Installing or updating"). A program started from a
 * desktop can lack them in its PATH.
 */
const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['/usr/local/bin', '/opt/homebrew/bin'],
  linux: ['/usr/local/bin', '/usr/bin'],
  win32: ['C:\\Program Files\\Amazon\\AWSCLIV2'],
};

const ANSWER_WITHIN_MS = 20_000;
const MAX_CHARACTERS = 20_000;

/** Returns the first AWS CLI on the PATH or in an installer's folder; null if there is none. */
export async function findAwsCli(
  env: Environment,
  platform: NodeJS.Platform,
): Promise<AwsCli | null> {
  const path = findProgram('aws', { env, platform, folders: INSTALLED[platform] ?? [] });
  return path === null ? null : { path, version: await versionOf(path, env) };
}

/** Compares `major.minor.patch`. False if the version is unknown. */
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
    // Version 1 on an old Python writes to stderr.
    const [, version] = /^aws-cli\/(\d+\.\d+\.\d+)/m.exec(stdout + stderr) ?? [];
    return version ?? null;
  } catch {
    return null;
  }
}

export interface AwsCliRun {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** True if the user is at this process's terminal, so that the program can ask questions. */
  readonly onTerminal: boolean;
}

/** Runs the AWS CLI and waits for its end; null if it succeeded, otherwise its message. */
export function runAwsCli(
  cli: AwsCli,
  args: readonly string[],
  { env, signal, onTerminal }: AwsCliRun,
): Promise<string | null> {
  // Keeps stdout for the output of the user's own command.
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
      resolve(code === 0 ? null : lastLineOf(output) || `it ended with ${String(code ?? killed)}`);
    });
  });
}

/** The CLI prints the error last; a page with a code can precede it. */
function lastLineOf(output: string): string {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  return scrub(lines.findLast((line) => line !== '') ?? '', []);
}
