import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeldLock } from '../../src/core/ports/role-locks.ts';
import type { Result } from '../../src/core/result.ts';
import type { MakeTwoProcesses, TwoProcesses } from './two-processes.ts';

const role = '0123456789ab';

function acquired(result: Result<HeldLock>): HeldLock {
  if (!result.ok) throw new Error(result.failure.kind);
  return result.value;
}

export function roleLocksContract(implementation: string, make: MakeTwoProcesses): void {
  describe(`RoleLocks on ${implementation}`, () => {
    let two: TwoProcesses;
    beforeEach(() => {
      two = make();
    });
    afterEach(() => {
      two.close();
    });

    it('gives the lock of a role to one holder at a time, also within one process', async () => {
      const lock = acquired(await two.one.roleLocks.acquire(role, 0));
      expect(await two.other.roleLocks.acquire(role, 0)).toMatchObject({
        ok: false,
        failure: { kind: 'lock-held' },
      });
      // A lock that is held for longer than 200 ms is recorded with its holder.
      await two.wait(300);
      expect(await two.other.roleLocks.acquire(role, 0)).toMatchObject({
        ok: false,
        failure: { kind: 'lock-held', what: 'role', holderPid: two.pidOfOne, waitedMs: 0 },
      });
      expect(await two.one.roleLocks.acquire(role, 0)).toMatchObject({
        ok: false,
        failure: { kind: 'lock-held' },
      });
      acquired(await two.other.roleLocks.acquire('ba9876543210', 0)).release();
      lock.release();
      acquired(await two.other.roleLocks.acquire(role, 0)).release();
    });

    it('gives a released lock to a waiting process, and ignores a second release by the first process', async () => {
      const lock = acquired(await two.one.roleLocks.acquire(role, 0));
      const waiting = two.other.roleLocks.acquire(role, 10_000);
      await two.wait(300);
      lock.release();
      await two.wait(500);
      const next = acquired(await waiting);
      lock.release();
      expect(await two.one.roleLocks.acquire(role, 0)).toMatchObject({ ok: false });
      next.release();
    });

    it('gives up waiting for a lock after the requested time', async () => {
      const lock = acquired(await two.one.roleLocks.acquire(role, 0));
      const waiting = two.other.roleLocks.acquire(role, 200);
      await two.wait(600);
      const refused = await waiting;
      expect(refused).toMatchObject({
        ok: false,
        failure: { kind: 'lock-held', holderPid: two.pidOfOne },
      });
      expect(
        !refused.ok && refused.failure.kind === 'lock-held' ? refused.failure.waitedMs : 0,
      ).toBeGreaterThanOrEqual(199);
      lock.release();
      acquired(await two.other.roleLocks.acquire(role, 0)).release();
    });

    it('reports at once that an ancestor of the process holds the lock', async () => {
      const lock = acquired(await two.one.roleLocks.acquire(role, 0));
      expect(await two.childOfOne.roleLocks.acquire(role, 90_000)).toEqual({
        ok: false,
        failure: { kind: 'lock-cycle', holderPid: two.pidOfOne },
      });
      lock.release();
    });
  });
}
