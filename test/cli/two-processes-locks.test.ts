import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { defaultSection } from '../support/cli-harness.ts';
import { run } from '../support/process.ts';
import { setUpEachTest } from '../support/process-setup.ts';
import { timedWithControl } from '../support/timed-with-control.ts';
import { isLong } from '../support/run-length.ts';
import { skippedExceptOn } from '../support/systems.ts';

const getSetup = setUpEachTest();

interface Keys {
  readonly AccessKeyId: string;
}

/** Returns the path of the lock of the only role. The folder has other locks too. */
function roleLock(folder: string): string {
  const locks = join(folder, '.config', 'rolekeeper', 'locks');
  const [name] = readdirSync(locks).filter((entry) => /^[0-9a-f]{12}\.lock$/.test(entry));
  if (name === undefined) throw new Error('no role lock');
  return join(locks, name);
}

/** Returns true if the kernel lists this process as the holder of the lock (proc_locks(5)). */
function isLockedBy(pid: number, file: string): boolean {
  const { ino } = statSync(file);
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .some((line) =>
      new RegExp(`POSIX +ADVISORY +WRITE +${String(pid)} [0-9a-f:]+:${String(ino)} `).test(line),
    );
}

describe("a role's lock", () => {
  it('is free as soon as the process that has it is killed, so the next command does not wait', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    await cli.ok(['assume', 'client']);
    const otherHome = await setup.otherHome();
    const stopSilence = sts.fail({ kind: 'silent' });
    const held = setup.start(['assume', 'client']);
    await setup.untilCallIsPending();
    const waiting = setup.start(['assume', 'client']);
    await delay(1000);
    stopSilence();
    held.child.kill('SIGKILL');
    await held.ended();
    // The next command does not wait. The command that waited for the killed process succeeds too.
    const { tookMs, controlMs } = await timedWithControl(
      () => cli.ok(['assume', 'client'], { ownProcess: true }),
      () => otherHome.ok(['assume', 'client'], { ownProcess: true }),
    );
    expect(tookMs).toBeLessThan(3 * controlMs + 2000);
    expect(await waiting.ended()).toEqual({ code: 0, signal: null });
  });

  it.skipIf(skippedExceptOn('Linux'))(
    'is not released when the process that has it reads and writes the other files of Rolekeeper',
    async () => {
      const setup = getSetup();
      const { cli, sts } = setup;
      const answer = Promise.withResolvers<undefined>();
      sts.fail({ kind: 'held', until: answer.promise }, { action: 'AssumeRole' });
      const script = new URL('processes/reading-holder.ts', import.meta.url);
      const holder = run(script, [], { env: cli.env });
      await setup.untilCallIsPending();
      const lock = roleLock(cli.folder);
      expect(isLockedBy(holder.pid, lock)).toBe(true);
      const before = setup.start(['credentials', 'client']);
      holder.send('read');
      await holder.line('read everything');
      expect(isLockedBy(holder.pid, lock)).toBe(true);
      const after = setup.start(['credentials', 'client']);
      answer.resolve(undefined);
      await holder.line('assumed');
      for (const waiter of [before, after]) {
        expect(await waiter.ended()).toEqual({ code: 0, signal: null });
        expect((JSON.parse(waiter.lines[0] ?? '') as Keys).AccessKeyId).toBe(setup.newestKey());
      }
      await holder.ended();
      expect(setup.assumeCalls()).toHaveLength(1);
    },
  );

  it.skipIf(skippedExceptOn('Linux'))(
    'does not block commands that only read, and these commands do not release it',
    async () => {
      const setup = getSetup();
      const { cli, sts } = setup;
      sts.setSessionSeconds(6);
      await cli.ok(['assume', 'client', '--keep']);
      const kept = setup.keep();
      await kept.event('adopted', 'client');
      const answer = Promise.withResolvers<undefined>();
      sts.fail({ kind: 'held', until: answer.promise }, { action: 'AssumeRole' });
      await setup.untilCallIsPending();
      const lock = roleLock(cli.folder);
      sts.setSessionSeconds(null);
      const waiter = setup.start(['credentials', 'client']);
      const otherHome = await setup.otherHome();
      // The commands run at the same time, so they end before the STS call times out, even on a
      // busy machine.
      await Promise.all(
        [
          ['status'],
          ['doctor'],
          ['role', 'list', '--json'],
          ['restore', '--list'],
          ['policy', 'client'],
        ].map(async (args) => {
          const { tookMs, controlMs } = await timedWithControl(
            () => cli.run(args, { ownProcess: true }),
            () => otherHome.run(args, { ownProcess: true }),
          );
          expect(tookMs).toBeLessThan(3 * controlMs + 2000);
        }),
      );
      expect(setup.assumeCalls().at(-1)?.outcome.kind).toBe('pending');
      expect(isLockedBy(kept.running.pid, lock)).toBe(true);
      answer.resolve(undefined);
      expect(await waiter.ended()).toEqual({ code: 0, signal: null });
      await kept.event('refreshed', 'client');
      expect((JSON.parse(waiter.lines[0] ?? '') as Keys).AccessKeyId).toBe(setup.newestKey());
      expect(setup.assumeCalls()).toHaveLength(2);
    },
  );

  it('makes `credentials` fail without a wait for the lock if the process that has the lock started it as a credential_process', async () => {
    const setup = getSetup();
    const { cli, sts } = setup;
    const command = [
      process.execPath,
      '--no-warnings',
      fileURLToPath(cli.entry),
      'credentials',
      'client',
    ].join(' ');
    writeFileSync(cli.configFile, `[profile circle]\ncredential_process = ${command}\n`);
    await cli.ok(['role', 'set', 'client', '--source-profile', 'circle']);
    const otherHome = await setup.otherHome();
    for (const args of [
      ['assume', 'client'],
      ['credentials', 'client'],
    ]) {
      const {
        result: { code, stderr },
        tookMs,
        controlMs,
      } = await timedWithControl(
        () => cli.run(args, { ownProcess: true }),
        () => otherHome.ok(['status'], { ownProcess: true }),
      );
      expect(tookMs).toBeLessThan(10_000 + 3 * controlMs);
      expect(code).toBe(1);
      expect(stderr).toContain('would wait for itself');
    }
    expect(sts.calls()).toEqual([]);
    expect(cli.credentials()).toBe(defaultSection);
  });
});

// This test waits 90 s, so it runs only in `npm run test:long`.
if (isLong) {
  describe('the lock of a stopped process', () => {
    it('makes another command wait 90 s and then fail with the ID of the stopped process', async () => {
      const setup = getSetup();
      setup.sts.fail({ kind: 'silent' });
      const holder = setup.start(['assume', 'client']);
      await setup.untilCallIsPending();
      holder.child.kill('SIGSTOP');
      setup.sts.clearFaults();
      const began = performance.now();
      const { code, stderr } = await setup.cli.run(['assume', 'client']);
      expect(performance.now() - began).toBeGreaterThan(89_000);
      expect(code).toBe(1);
      expect(stderr).toContain(String(holder.pid));
      holder.child.kill('SIGKILL');
      await holder.ended();
      await setup.cli.ok(['assume', 'client']);
    });
  });
}
