import { SHELLS, type Shell } from '../core/quoting.ts';
import { displaySafe } from '../views/display-safe.ts';
import { wrong } from './arguments.ts';
import type { Read } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/**
 * The value of `--shell`, otherwise the platform's usual shell for scripts, independent of the
 * user's own.
 */
export function chosenShell(terminal: Terminal, flag: string | undefined): Read<Shell> {
  if (flag === undefined)
    return { ok: true, value: terminal.platform === 'win32' ? 'powershell' : 'bash' };
  const shell = SHELLS.find((each) => each === flag);
  return shell === undefined
    ? wrong({ kind: 'shell-unknown', shell: displaySafe(flag), shells: SHELLS })
    : { ok: true, value: shell };
}
