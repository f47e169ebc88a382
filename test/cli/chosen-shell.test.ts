import { expect, it } from 'vitest';
import { chosenShell } from '../../src/cli/chosen-shell.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

const terminal = (platform: NodeJS.Platform, env: Terminal['env']): Terminal =>
  ({ platform, env }) as Terminal;

it.each([
  ['PowerShell on Windows', 'win32', {}, 'powershell'],
  [
    'PowerShell on Windows if MSYSTEM and SHELL are empty',
    'win32',
    { MSYSTEM: '', SHELL: '' },
    'powershell',
  ],
  ['bash on Windows if MSYSTEM is set', 'win32', { MSYSTEM: 'MINGW64' }, 'bash'],
  ['bash on Windows if SHELL is bash', 'win32', { SHELL: '/usr/bin/bash' }, 'bash'],
  ['bash on Linux', 'linux', {}, 'bash'],
] as const)('a command without --shell prints lines for %s', (_what, platform, env, shell) => {
  expect(chosenShell(terminal(platform, env), undefined)).toEqual({ ok: true, value: shell });
  expect(chosenShell(terminal(platform, env), 'fish')).toMatchObject({ value: 'fish' });
});
