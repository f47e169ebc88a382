import { SHELLS, type Shell } from '../core/quoting.ts';
import { displaySafe } from '../views/display-safe.ts';
import { wrong } from './arguments.ts';
import type { Read } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** `--shell`, else the one that scripts of this platform count on, whatever the person's own is. */
export function chosenShell(terminal: Terminal, flag: string | undefined): Read<Shell> {
  if (flag === undefined)
    return { ok: true, value: terminal.platform === 'win32' ? 'powershell' : 'bash' };
  const shell = SHELLS.find((each) => each === flag);
  return shell === undefined
    ? wrong({ problem: 'shell-unknown', shell: displaySafe(flag), shells: SHELLS })
    : { ok: true, value: shell };
}
