import { type Shell, SHELLS } from '../core/quoting.ts';
import { displaySafe } from '../views/display-safe.ts';
import { wrong } from './arguments.ts';
import type { Read } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Shells that read lines for another one exactly. */
const READS_LIKE: Readonly<Record<string, Shell>> = { zsh: 'bash', sh: 'bash' };

/** Returns the shell of `--shell`, or the one that scripts of this platform expect. */
export function chosenShell(terminal: Terminal, flag: string | undefined): Read<Shell> {
  if (flag === undefined)
    return { ok: true, value: terminal.platform === 'win32' ? 'powershell' : 'bash' };
  const shell = SHELLS.find((each) => each === (READS_LIKE[flag] ?? flag));
  return shell === undefined
    ? wrong({ kind: 'shell-unknown', shell: displaySafe(flag), shells: ['zsh', ...SHELLS] })
    : { ok: true, value: shell };
}
