import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cli } from './cli-harness.ts';

export type RealShell = 'bash' | 'zsh' | 'fish' | 'pwsh';

/**
 * Returns the path of a shell. If the shell is not installed, prints that its tests are skipped and
 * returns null.
 */
export function installedShell(shell: RealShell): string | null {
  try {
    return execFileSync('sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).trim();
  } catch {
    console.warn(`skipped: ${shell} is not installed here`);
    return null;
  }
}

const PROMPT = 'READY> ';

/**
 * For each shell, a function that returns its arguments. With them, the shell ignores the user's
 * own start files, shows `PROMPT` and runs `lines` first.
 */
const STARTS: Readonly<
  Record<Exclude<RealShell, 'pwsh'>, (folder: string, lines: string) => readonly string[]>
> = {
  bash: (folder, lines) => {
    writeFileSync(join(folder, 'rc'), `PS1='${PROMPT}'\nbind 'set bell-style none'\n${lines}\n`);
    return ['--noprofile', '--rcfile', join(folder, 'rc'), '-i'];
  },
  zsh: (folder, lines) => {
    writeFileSync(
      join(folder, '.zshrc'),
      `autoload -Uz compinit\ncompinit -u -D\nPROMPT='${PROMPT}'\nunsetopt BEEP\n${lines}\n`,
    );
    return ['-i'];
  },
  fish: (folder, lines) => {
    writeFileSync(
      join(folder, 'start.fish'),
      `function fish_prompt; echo -n '${PROMPT}'; end\nset -g fish_greeting\n${lines}\n`,
    );
    return ['--no-config', '-C', `source ${join(folder, 'start.fish')}`, '-i'];
  },
};

export interface ShellSession {
  /** The arguments of each `rolekeeper` call, except calls of `complete` and `status`. */
  readonly calls: readonly (readonly string[])[];
  /** Everything that the terminal showed. */
  readonly shown: string;
}

/**
 * Types lines into a real shell on a pseudo-terminal; each line must call `rolekeeper` once. Only
 * `complete` and `status` call the real program; other commands are only recorded.
 */
export async function typeInShell(
  shell: Exclude<RealShell, 'pwsh'>,
  cli: Cli,
  start: string,
  lines: readonly string[],
): Promise<ShellSession> {
  const bin = join(cli.folder, 'bin');
  const record = join(cli.folder, 'calls');
  mkdirSync(bin, { recursive: true });
  writeFileSync(record, '');
  writeFileSync(
    join(bin, 'rolekeeper'),
    `#!/bin/sh
case "$1" in
  complete | status) exec "${process.execPath}" "${fileURLToPath(cli.entry)}" "$@" ;;
esac
printf '%s\\0' "$@" >> "${record}"
printf '\\n' >> "${record}"
echo ran $(wc -l < "${record}") end
`,
  );
  chmodSync(join(bin, 'rolekeeper'), 0o755);
  const request = {
    command: [installedShell(shell), ...STARTS[shell](cli.folder, start)],
    env: {
      ...cli.env,
      PATH: `${bin}:${cli.env['PATH'] ?? ''}`,
      ZDOTDIR: cli.folder,
      XDG_CONFIG_HOME: join(cli.folder, '.config'),
      TERM: 'dumb',
      ROLEKEEPER_HOME: join(cli.folder, 'rolekeeper'),
    },
    answers: [
      ...lines.flatMap((line, at) => [
        ...(at === 0 ? [] : [[`ran ${at} end`, '']]),
        [PROMPT, `${line}\r`],
      ]),
      [`ran ${lines.length} end`, ''],
      [PROMPT, 'exit\r'],
    ],
  };
  const script = join(import.meta.dirname, 'pseudo-terminal.py');
  const shown = await new Promise<string>((resolve) => {
    execFile(
      'python3',
      ['-IS', script, JSON.stringify(request)],
      { cwd: cli.folder, maxBuffer: 100_000_000 },
      (_error, stdout) => resolve(stdout),
    );
  });
  const calls = readFileSync(record, 'utf8').split('\0\n').slice(0, -1);
  return { calls: calls.map((line) => line.split('\0')), shown };
}
