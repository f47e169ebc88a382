import { expect, it } from 'vitest';
import { chosenShell } from '../../src/cli/chosen-shell.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

const terminal = (platform: NodeJS.Platform, env: Terminal['env']): Terminal =>
  ({ platform, env }) as Terminal;

it.each([
  ['win32', {}, 'powershell'],
  ['win32', { MSYSTEM: '', SHELL: '' }, 'powershell'],
  ['win32', { MSYSTEM: 'MINGW64' }, 'bash'],
  ['win32', { SHELL: '/usr/bin/bash' }, 'bash'],
  ['linux', {}, 'bash'],
] as const)(
  'a command writes for the shell of the terminal: on %s with %o, %s',
  (platform, env, shell) => {
    expect(chosenShell(terminal(platform, env), undefined)).toEqual({ ok: true, value: shell });
    expect(chosenShell(terminal(platform, env), 'fish')).toMatchObject({ value: 'fish' });
  },
);
