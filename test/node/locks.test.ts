import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LockFile, tryLockFile } from '../../src/node/locks/lock-file.ts';
import { createPathLock } from '../../src/node/locks/path-lock.ts';
import { createRoleLocks } from '../../src/node/locks/role-locks.ts';
import type { StateDb } from '../../src/node/state/state-db.ts';
import { finished, run } from '../support/process.ts';
import { lockDependencies, openedStateDb, temporaryHome } from '../support/rolekeeper-home.ts';
import { timedWithControl } from '../support/timed-with-control.ts';
import { expectMode, skippedExceptOn } from '../support/systems.ts';

const holdLock = new URL('processes/hold-lock.ts', import.meta.url);
const contend = new URL('processes/contend.ts', import.meta.url);
const role = '0123456789ab';

/** Lets another process try the lock file once, and returns what it found. */
function triedByAnother(file: string): 'held' | 'free' {
  const script = `
    const db = new (require('node:sqlite').DatabaseSync)(process.argv[1], { timeout: 0 });
    try { db.exec('BEGIN EXCLUSIVE'); console.log('free'); } catch { console.log('held'); }`;
  const { stdout } = spawnSync(process.execPath, ['-e', script, file], { encoding: 'utf8' });
  return stdout.trim() === 'free' ? 'free' : 'held';
}

/**
 * Waits until state.db names the process as the lock's holder. A process is named there only after
 * it has held the lock for 200 ms.
 */
async function untilRecorded(db: StateDb, pid: number): Promise<void> {
  const { holders } = lockDependencies(db);
  while (holders.holderOf(role)?.pid !== pid) await delay(20);
}

describe('a lock between processes', () => {
  it('is held by one process at a time, and each of four competing processes gets it', async () => {
    const home = temporaryHome();
    const until = Date.now() + 6000;
    const competitors = Array.from({ length: 4 }, () =>
      run(contend, [home.folder, '/some/credentials', String(until), '15']),
    );
    const results = await Promise.all(
      competitors.map(
        async (competitor) =>
          JSON.parse((await finished(competitor)).at(-1) ?? '') as Record<string, number>,
      ),
    );
    expect(results.map((result) => result['overlaps'])).toEqual([0, 0, 0, 0]);
    expect(results.map((result) => result['failures'])).toEqual([0, 0, 0, 0]);
    const holds = results.map((result) => result['holds'] ?? 0);
    expect(Math.min(...holds), `holds: ${holds.join(', ')}`).toBeGreaterThanOrEqual(
      Math.max(...holds) / 8,
    );
  });

  it('goes to a waiting process soon after its holder is killed, and later failures name the new holder', async () => {
    const home = temporaryHome();
    const holder = run(holdLock, [home.folder, role, '0']);
    await holder.line('held');
    const waiter = run(holdLock, [home.folder, role, '30000']);
    await waiter.line('trying');
    await delay(300);
    expect(waiter.lines).toEqual(['trying']);
    holder.child.kill('SIGKILL');
    const elsewhere = temporaryHome();
    const { tookMs, controlMs } = await timedWithControl(
      () => waiter.line('held'),
      async () => {
        const free = run(holdLock, [elsewhere.folder, role, '0']);
        await free.line('held');
        free.send('let go');
        await finished(free);
      },
    );
    expect(tookMs).toBeLessThan(1000 + controlMs);

    const db = openedStateDb(home);
    await untilRecorded(db, waiter.pid);
    db.close();
    const third = run(holdLock, [home.folder, role, '0']);
    const refusal = await third.line('failed');
    expect(JSON.parse(refusal.slice('failed '.length))).toMatchObject({
      kind: 'lock-held',
      holderPid: waiter.pid,
    });
    waiter.send('let go');
    await Promise.all([finished(waiter), finished(third)]);
  });

  it('is waited for as long as requested, and then a failure has the lock, its holder and the length of the wait', async () => {
    const home = temporaryHome();
    const holder = run(holdLock, [home.folder, role, '0']);
    await holder.line('held');
    const db = openedStateDb(home);
    const locks = createRoleLocks(home.locksFolder, lockDependencies(db));
    await untilRecorded(db, holder.pid);
    const { result: refused, controlMs } = await timedWithControl(
      () => locks.acquire(role, 400),
      () => delay(400),
    );
    expect(refused).toMatchObject({
      ok: false,
      failure: { kind: 'lock-held', what: 'role', holderPid: holder.pid },
    });
    const waited =
      refused.ok || refused.failure.kind !== 'lock-held' ? 0 : refused.failure.waitedMs;
    expect(waited).toBeGreaterThanOrEqual(395);
    expect(waited).toBeLessThan(1100 + controlMs);
    expect(await locks.acquire('ba9876543210', 0)).toMatchObject({ ok: true });
    holder.send('let go');
    await finished(holder);
    expect(await locks.acquire(role, 0)).toMatchObject({ ok: true });
    db.close();
  });

  it('is reported as a cycle at once if an ancestor of this process holds it', async () => {
    const home = temporaryHome();
    const db = openedStateDb(home);
    const locks = createRoleLocks(home.locksFolder, lockDependencies(db));
    const mine = await locks.acquire(role, 0);
    expect(mine.ok).toBe(true);
    const env = { ROLEKEEPER_PIDS: `4000000,${String(process.pid)}` };
    const child = run(holdLock, [home.folder, role, '30000'], { env });
    const free = run(holdLock, [home.folder, 'ba9876543210', '30000'], { env });
    const reported = JSON.parse((await child.line('failed')).slice('failed '.length)) as Record<
      string,
      number
    >;
    const usual = JSON.parse((await free.line('held')).slice('held '.length)) as Record<
      string,
      number
    >;
    free.send('let go');
    expect(reported).toMatchObject({ kind: 'lock-cycle', holderPid: process.pid });
    expect(reported['tookMs']).toBeLessThan(500 + 3 * (usual['tookMs'] ?? 0));
    const unrelated = run(holdLock, [home.folder, role, '200'], {
      env: { ROLEKEEPER_PIDS: '4000000' },
    });
    expect(await unrelated.line('failed')).toContain('"kind":"lock-held"');
    await Promise.all([finished(child), finished(free), finished(unrelated)]);
    if (mine.ok) mine.value.release();
    db.close();
  });

  it('is given to the waiters of one process in their order', async () => {
    const db = openedStateDb(temporaryHome());
    const home = temporaryHome();
    const acquire = createPathLock(home.locksFolder, '/some/credentials', lockDependencies(db));
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (n) => {
        const lock = await acquire(5000);
        if (!lock.ok) throw new Error(lock.failure.kind);
        order.push(n);
        await delay(5);
        lock.value.release();
        lock.value.release();
      }),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
    db.close();
  });

  it('stays held if this process tries to get it again or reads the mode of its file', () => {
    const file = join(temporaryHome().locksFolder, 'role.lock');
    const lock = tryLockFile(file);
    expect(lock).not.toBeNull();
    expect(triedByAnother(file)).toBe('held');
    for (let n = 0; n < 3; n += 1) expect(tryLockFile(file)).toBeNull();
    expectMode(file, 0o600);
    expect(triedByAnother(file)).toBe('held');
    lock?.release();
    expect(triedByAnother(file)).toBe('free');
  });

  it.skipIf(skippedExceptOn('Unix'))(
    'keeps its file open after a release, and creates the file again if someone deleted it',
    () => {
      const path = join(temporaryHome().locksFolder, 'often.lock');
      const file = new LockFile(path);
      file.try()?.release();
      expect(triedByAnother(path)).toBe('free');
      rmSync(path);
      const lock = file.try();
      expect(triedByAnother(path)).toBe('held');
      lock?.release();
      lock?.release();
      expect(triedByAnother(path)).toBe('free');
      file.close();
    },
  );

  // POSIX releases all locks of a process on a file when the process closes any descriptor of it.
  it.skipIf(skippedExceptOn('Unix'))('is lost if this process opens and closes its file', () => {
    const file = join(temporaryHome().locksFolder, 'role.lock');
    const lock = tryLockFile(file);
    expect(triedByAnother(file)).toBe('held');
    readFileSync(file);
    expect(triedByAnother(file)).toBe('free');
    lock?.release();
  });
});
