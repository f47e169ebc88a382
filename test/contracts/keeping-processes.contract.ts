import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MakeTwoProcesses, TwoProcesses } from './two-processes.ts';

const announcement = { switchedOn: false, roleIds: ['a1', 'b2'] };

export function keepingProcessesContract(implementation: string, make: MakeTwoProcesses): void {
  describe(`KeepingProcesses on ${implementation}`, () => {
    let two: TwoProcesses;
    beforeEach(() => {
      two = make();
    });
    afterEach(() => {
      two.close();
    });

    it('shows a process the roles that other processes refresh, and not those that it refreshes itself', () => {
      expect(two.other.keeping.others()).toEqual([]);
      two.one.keeping.announce(announcement);
      expect(two.other.keeping.others()).toMatchObject([
        { ...announcement, pid: two.pidOfOne, kind: 'keep', host: null },
      ]);
      expect(two.one.keeping.others()).toEqual([]);
    });

    it('keeps the time of the first announcement when the roles change, and shows nothing after the process ends its announcement', async () => {
      two.one.keeping.announce(announcement);
      const [first] = two.other.keeping.others();
      await two.wait(20);
      two.one.keeping.announce({ switchedOn: true, roleIds: [] });
      expect(two.other.keeping.others()).toEqual([{ ...first, switchedOn: true, roleIds: [] }]);
      two.one.keeping.announce(null);
      two.one.keeping.announce(null);
      expect(two.other.keeping.others()).toEqual([]);
    });

    it('shows the absence of the user that another process announces, until that process ends its announcement', () => {
      const absence = { away: 'lock', mfaForgottenAt: 7 } as const;
      two.one.keeping.announce(announcement);
      expect(two.other.keeping.absences()).toEqual([{ away: null, mfaForgottenAt: null }]);
      two.one.keeping.announce(announcement, absence);
      expect(two.other.keeping.absences()).toEqual([absence]);
      expect(two.one.keeping.absences()).toEqual([]);
      two.one.keeping.announce(null);
      expect(two.other.keeping.absences()).toEqual([]);
    });

    it('notifies the other processes of an announcement and of its end', async () => {
      let calls = 0;
      const stop = two.other.keeping.watch(() => {
        calls += 1;
      });
      two.one.keeping.announce(announcement);
      await two.wait(600);
      expect(calls).toBeGreaterThan(0);
      const before = calls;
      two.one.keeping.announce(null);
      await two.wait(600);
      expect(calls).toBeGreaterThan(before);
      stop();
    });
  });
}
