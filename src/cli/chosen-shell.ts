import type { Shell } from '../core/roles/access/shell.ts';
import { displaySafe } from '../views/display-safe.ts';
import { wrong } from './arguments.ts';
import type { Read } from './arguments.ts';
import type { Terminal } from './terminal.ts';

const shells: readonly Shell[] = ['bash', 'fish', 'powershell', 'cmd'];

/** `--shell`, else the one that scripts of this platform count on, whatever the person's own is. */
export function chosenShell(terminal: Terminal, flag: string | undefined): Read<Shell> {
  if (flag === undefined) return { ok: true, value: terminal.platform === 'win32' ? 'powershell' : 'bash' };
  const shell = shells.find((each) => each === flag);
  return shell === undefined
    ? wrong({ problem: 'shell-unknown', shell: displaySafe(flag), shells })
    : { ok: true, value: shell };
}
