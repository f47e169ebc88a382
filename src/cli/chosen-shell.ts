import { type Shell, SHELLS } from '../core/quoting.ts';
import { displaySafe } from '../views/display-safe.ts';
import { wrongUsage } from './arguments.ts';
import type { ReadResult } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Shells that run the lines made for another shell. `--shell` accepts their names too. */
const SAME_SYNTAX: Readonly<Record<string, Shell>> = { zsh: 'bash', sh: 'bash' };

/** Returns the shell that `--shell` names, otherwise the usual shell of this platform. */
export function chosenShell(terminal: Terminal, flag: string | undefined): ReadResult<Shell> {
  if (flag === undefined) return { ok: true, value: usualShell(terminal) };
  const shell = SHELLS.find((each) => each === (SAME_SYNTAX[flag] ?? flag));
  return shell === undefined
    ? wrongUsage({
        kind: 'word-unknown',
        flag: '--shell',
        word: displaySafe(flag),
        words: ['zsh', ...SHELLS],
      })
    : { ok: true, value: shell };
}

/**
 * Returns PowerShell on Windows, otherwise bash. If MSYSTEM or SHELL is set on Windows, returns
 * bash, because only Git Bash, MSYS2 and Cygwin set them.
 */
function usualShell({ platform, env }: Terminal): Shell {
  if (platform !== 'win32') return 'bash';
  const isPosix = ['MSYSTEM', 'SHELL'].some((name) => (env[name] ?? '') !== '');
  return isPosix ? 'bash' : 'powershell';
}
