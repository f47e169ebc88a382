import { userInfo } from 'node:os';
import { basename, isAbsolute } from 'node:path';
import type { Environment } from '../../core/environment.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { thisMachine } from '../machine.ts';
import { runInGroup } from '../sources/process-group.ts';
import { isProgram } from './find-program.ts';

export type LoginShellPath =
  | { readonly kind: 'path'; readonly shell: string; readonly folders: readonly string[] }
  | {
      readonly kind: 'no-path';
      readonly shell: string | null;
      readonly why: 'no-shell' | 'timeout' | 'no-answer';
    };

const ANSWER_WITHIN_MS = 10_000;

/** Switches off plugins of Oh My Zsh that ask a question or start tmux. */
const QUIET = {
  DISABLE_AUTO_UPDATE: 'true',
  ZSH_TMUX_AUTOSTART: 'false',
  ZSH_TMUX_AUTOSTARTED: 'true',
};

/**
 * The command that prints the PATH between two marks in every shell. It does not contain the
 * complete marks itself, so a shell that echoes the command prints no mark.
 */
const PRINT_PATH = `/bin/sh -c 'printf "[%s=%s=%s]" rolekeeper-path "$PATH" end'`;
const MARKS = { start: '[rolekeeper-path=', end: '=end]' };

/**
 * Runs the user's login shell and returns its PATH, because a program that the desktop starts lacks
 * the folders that the shell's start-up files add. Uses no library, because `shell-env` has no time
 * limit and leaves processes behind.
 */
export async function loginShellPath(env: Environment, clock: Clock): Promise<LoginShellPath> {
  const shell = loginShell(env);
  if (shell === null) return { kind: 'no-path', shell, why: 'no-shell' };
  const control = new AbortController();
  const cancel = clock.wake(ANSWER_WITHIN_MS, () => control.abort());
  try {
    const { stdout } = await runInGroup(commandFor(shell), { ...env, ...QUIET }, control.signal, {
      isComplete: (text) => printedPath(text) !== null,
    });
    const path = printedPath(stdout) ?? '';
    // Ignores relative entries, because they depend on the folder in which the shell runs.
    const folders = path.split(':').filter((folder) => isAbsolute(folder));
    if (folders.length > 0) return { kind: 'path', shell, folders };
    return { kind: 'no-path', shell, why: control.signal.aborted ? 'timeout' : 'no-answer' };
  } catch {
    return { kind: 'no-path', shell, why: 'no-answer' };
  } finally {
    cancel();
  }
}

/** Returns the text between the two marks, or null if a mark is missing. */
function printedPath(stdout: string): string | null {
  const from = stdout.indexOf(MARKS.start);
  const to = from === -1 ? -1 : stdout.indexOf(MARKS.end, from);
  return to === -1 ? null : stdout.slice(from + MARKS.start.length, to);
}

/** Returns the shell's folders, followed by the folders that only the inherited PATH has. */
export function mergedPath(folders: readonly string[], inherited: string): string {
  return [...new Set([...folders, ...inherited.split(':')])].join(':');
}

/**
 * Returns the shell in SHELL, otherwise the shell in the system's user table. Returns null if
 * neither is a usable program.
 */
function loginShell({ SHELL: chosen = '' }: Environment): string | null {
  const candidates = [chosen, shellInUserTable()];
  return candidates.find((file) => isAbsolute(file) && isProgram(file, thisMachine.system)) ?? null;
}

function shellInUserTable(): string {
  try {
    return userInfo().shell ?? '';
  } catch {
    // The system's table may have no entry for the user, for example in a container.
    return '';
  }
}

/**
 * Returns the command that starts the shell as a login shell. csh accepts `-l` only without other
 * options, so it gets a name that starts with a dash instead, which has the same effect.
 */
function commandFor(shell: string): { program: string; args: readonly string[]; name?: string } {
  const name = basename(shell);
  return name === 'csh' || name === 'tcsh'
    ? { program: shell, args: ['-i', '-c', PRINT_PATH], name: `-${name}` }
    : { program: shell, args: ['-i', '-l', '-c', PRINT_PATH] };
}
