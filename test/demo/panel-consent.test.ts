import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { promptedConsent } from '../../demo/panel/prompted-consent.ts';
import { skippedWithoutTerminal } from '../support/cli-harness.ts';

const entry = resolve(import.meta.dirname, '../../demo/panel/panel.ts');
// Runs its arguments as a command in a pseudo-terminal.
const ptyProgram = 'import pty, sys; pty.spawn(sys.argv[1:])';
const question = {
  kind: 'preference',
  name: 'proxy',
  present: null,
  next: 'http://proxy.example:3128',
} as const;

describe('a consent question in the terminal of `npm run panel`', () => {
  it('is answered with yes only by "y" or "yes", and not by a line that comes before or after the question', async () => {
    const printed: string[] = [];
    const consent = promptedConsent(true, (...lines) => printed.push(...lines));
    expect(consent.takeAnswer('y')).toBe(false);
    for (const [line, isAllowed] of [
      ['y', true],
      ['YES ', true],
      ['', false],
      ['n', false],
      ['yes please', false],
      ['j', false],
    ] as const) {
      const pending = consent.ask(question);
      expect(printed.at(-1)).toBe('Change it? [y/N]');
      expect(printed.join('\n')).toContain('New: http://proxy.example:3128');
      expect(consent.takeAnswer(line)).toBe(true);
      expect(await pending, line).toBe(isAllowed);
      expect(consent.takeAnswer('y')).toBe(false);
    }
  });

  it('is answered with no if there is no terminal, and the reason is printed', async () => {
    const printed: string[] = [];
    const consent = promptedConsent(false, (...lines) => printed.push(...lines));
    expect(await consent.ask(question)).toBe(false);
    expect(printed.at(-1)).toContain('because there is no terminal');
  });

  it.skipIf(skippedWithoutTerminal())('is asked when the page sets a proxy', async () => {
    const child = spawn('python3', ['-c', ptyProgram, process.execPath, entry], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const link = /http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32}/;
    await expect.poll(() => link.test(output), { timeout: 20_000 }).toBe(true);
    const { host, hash } = new URL(link.exec(output)?.[0] ?? '');
    const socket = new WebSocket(`ws://${host}/bridge`, { origin: 'null' });
    const answers = new Map<number, unknown>();
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as {
        kind: string;
        id: number;
        result?: unknown;
      };
      if (message.kind === 'answer') answers.set(message.id, message.result);
    });
    try {
      await once(socket, 'open');
      socket.send(JSON.stringify({ kind: 'hello', secret: hash.slice(1) }));
      for (const [id, typed, isAllowed] of [
        [1, 'n', false],
        [2, 'y', true],
      ] as const) {
        const payload = { changes: { proxy: `http://proxy${id}.example:3128` } };
        socket.send(
          JSON.stringify({ kind: 'call', id, group: 'preferences', name: 'set', payload }),
        );
        await expect.poll(() => output).toContain(`New: http://proxy${id}.example:3128`);
        expect(answers.has(id)).toBe(false);
        child.stdin.write(`${typed}\n`);
        await expect.poll(() => answers.get(id)).toMatchObject({ ok: isAllowed });
      }
    } finally {
      socket.terminate();
      child.kill('SIGKILL');
    }
  });
});
