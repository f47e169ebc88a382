import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ok } from '../../src/core/result.ts';
import { runInGroup } from '../../src/node/sources/process-group.ts';
import { createSourceCredentials } from '../../src/node/sources/source-credentials.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { testOwner } from '../support/owner.ts';
import { skippedExceptOn } from '../support/systems.ts';

const holdGroup = new URL('processes/hold-group.ts', import.meta.url);

/**
 * Writes a program that starts others, which ignore signals and keep its output open. `pids` reads
 * the process IDs of all of them.
 */
function stubbornProgram(): { readonly script: string; readonly pids: () => readonly number[] } {
  const folder = mkdtempSync(join(tmpdir(), 'rk-group-'));
  const [script, noted] = [join(folder, 'stubborn'), join(folder, 'pids')];
  const ignoring = `trap "" TERM INT HUP; echo $$ >> '${noted}'`;
  const child = `${ignoring}; sh -c '\\''${ignoring.replaceAll("'", '')}; sleep 600; exit'\\'' & sleep 600`;
  writeFileSync(
    script,
    `#!/bin/sh\n${ignoring}\nsh -c '${child.replaceAll(`'${noted}'`, noted)}' &\nsleep 600\nexit\n`,
  );
  chmodSync(script, 0o755);
  writeFileSync(noted, '');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const pids = (): readonly number[] =>
    readFileSync(noted, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map(Number);
  return { script, pids };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie process has ended, but its parent has not read its exit code yet.
    return (
      process.platform !== 'linux' ||
      !readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z')
    );
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((later) => setTimeout(later, 10));
}

describe.skipIf(skippedExceptOn('Unix'))('the process group of a command', () => {
  it('ends completely when it is aborted, including processes that ignore SIGTERM', async () => {
    const { script, pids } = stubbornProgram();
    const control = new AbortController();
    const run = runInGroup(script, { PATH: process.env['PATH'] }, control.signal);
    await until(() => pids().length === 3);
    control.abort();
    expect(await run).toMatchObject({ code: null, killed: 'SIGKILL' });
    await until(() => !pids().some(isAlive));
  });

  it('ends completely if it prints without end', async () => {
    const run = await runInGroup(
      'yes & yes',
      { PATH: process.env['PATH'] },
      new AbortController().signal,
    );
    expect(run.killed).toBe('SIGKILL');
    expect(run.stdout.length).toBeLessThan(2_000_000);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends completely when %s ends the process that started it',
    async (name) => {
      const { script, pids } = stubbornProgram();
      const holder = spawn(process.execPath, [fileURLToPath(holdGroup), script], {
        stdio: 'ignore',
      });
      await until(() => pids().length === 3);
      const ended = new Promise((closed) => holder.on('close', (_, killed) => closed(killed)));
      holder.kill(name);
      expect(await ended).toBe(name);
      await until(() => !pids().some(isAlive));
    },
  );

  it('has no terminal, so none of its processes waits for a key', async () => {
    const command = 'if (: < /dev/tty) 2>/dev/null; then echo terminal; else echo none; fi';
    const run = await runInGroup(
      command,
      { PATH: process.env['PATH'] },
      new AbortController().signal,
    );
    expect(run.stdout).toBe('none\n');
  });

  it('is started once for all callers of one profile, and ends completely after the deadline', async () => {
    const { script, pids } = stubbornProgram();
    const clock = new VirtualClock();
    const file = (text: string) => ({
      path: '/none',
      read: () => Promise.resolve(ok<string | null>(text)),
    });
    const source = createSourceCredentials({
      networkSettings: () => ({ env: { PATH: process.env['PATH'] }, caBundle: null }),
      programEnvironment: () => Promise.resolve({ PATH: process.env['PATH'] }),
      clock,
      configFile: file(`[profile slow]\ncredential_process = ${script}\nmfa_process = ${script}\n`),
      credentialsFile: { ...file(''), owner: testOwner },
    });
    const answers = [1, 2, 3, 4, 5].map(() => source.resolve('slow'));
    await until(() => pids().length === 3);
    await clock.advance(60_000);
    for (const result of await Promise.all(answers))
      expect(result).toMatchObject({ failure: { kind: 'source-timeout' } });
    expect(pids()).toHaveLength(3);
    await until(() => !pids().some(isAlive));
    const codes = [source.mfaCode('slow'), source.mfaCode('slow')];
    await until(() => pids().length === 6);
    await clock.advance(60_000);
    await Promise.all(codes);
    expect(pids()).toHaveLength(6);
    await until(() => !pids().some(isAlive));
  });
});
