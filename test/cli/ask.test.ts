import { PassThrough } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { ask } from '../../src/cli/terminal.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

const CTRL_C = '\u0003';
const interrupted = vi.fn();
afterEach(() => {
  process.off('SIGINT', interrupted);
  interrupted.mockClear();
});

/** Asks a question at a terminal, presses Ctrl-C, and returns what `ask` returned. */
async function askedWithCtrlC(signal?: AbortSignal): Promise<string | null> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  process.on('SIGINT', interrupted);
  const terminal: Terminal = {
    env: {},
    platform: process.platform,
    pid: process.pid,
    stdin,
    stderr,
    stdout: stderr,
    now: Date.now,
  };
  const answer = ask(terminal, 'Code: ', signal);
  await new Promise((resolve) => stderr.once('data', resolve));
  stdin.write(CTRL_C);
  return answer;
}

it('Ctrl-C at a question calls the command’s SIGINT handlers', async () => {
  expect(await askedWithCtrlC()).toBeNull();
  await vi.waitFor(() => {
    expect(interrupted).toHaveBeenCalledTimes(1);
  });
});

it('Ctrl-C at a question with an abort signal ends the question and calls no SIGINT handler', async () => {
  expect(await askedWithCtrlC(new AbortController().signal)).toBeNull();
  // If the process sent a SIGINT to itself, the signal would arrive within this time.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(interrupted).not.toHaveBeenCalled();
});
