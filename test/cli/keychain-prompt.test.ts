import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalKeychain } from '../../src/cli/keychain.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { CollectedOutput } from '../support/inside.ts';

interface TerminalContext {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string>>;
  readonly isTTY: boolean;
}

const desktop: TerminalContext = { platform: 'linux', env: { DISPLAY: ':0' }, isTTY: true };

/**
 * Returns how many seconds a command waits for the answer to a prompt, and what the command prints.
 */
async function waitForPrompt({ platform, env, isTTY }: TerminalContext) {
  const stream = (): CollectedOutput => Object.assign(new CollectedOutput(), { isTTY });
  const stderr = stream();
  const terminal: Terminal = {
    ...{ env, platform, pid: 1, now: () => 0, stdout: stream(), stderr },
    stdin: Object.assign(Readable.from([]), { isTTY }),
  };
  const { limitMs, onPrompt } = terminalKeychain(terminal);
  onPrompt?.();
  await new Promise((done) => setImmediate(done));
  return { seconds: limitMs() / 1000, says: stderr.text() };
}

const WAITING =
  'Waiting for the keychain. Unlock it, or allow the access, in the window of your system.\n';

describe('a prompt of the keychain', () => {
  it.each([
    ['an X11 desktop', desktop],
    ['a Wayland desktop', { ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['macOS', { ...desktop, platform: 'darwin', env: {} }],
    ['Windows', { ...desktop, platform: 'win32', env: {} }],
  ] as const)(
    'makes a command in a terminal on %s wait for 60 s and print that it waits',
    async (_t, place) => {
      expect(await waitForPrompt(place)).toEqual({ seconds: 60, says: WAITING });
    },
  );

  it.each([
    ['without a terminal', { ...desktop, isTTY: false }],
    ['without a desktop', { ...desktop, env: { DISPLAY: '' } }],
    ['over SSH', { ...desktop, env: { DISPLAY: ':0', SSH_CONNECTION: '::1 1 ::1 22' } }],
    ['over SSH to macOS', { ...desktop, platform: 'darwin', env: { SSH_TTY: '/dev/ttys001' } }],
  ] as const)(
    'makes a command %s wait for only 5 s, because nobody sees the prompt',
    async (_title, place) => {
      expect(await waitForPrompt(place)).toEqual({ seconds: 5, says: '' });
    },
  );
});
