import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../src/core/activity-entry.ts';
import type { MakeTwoProcesses, TwoProcesses } from './two-processes.ts';

const now = 1_767_600_000_000;
const day = 86_400_000;

function entryAt(at: number, roleName = 'client-s3', roleId = '0123456789ab'): ActivityEntry {
  return {
    at,
    event: 'refreshed',
    roleId,
    roleName,
    expiration: at + 3_600_000,
    failureKind: null,
    requestId: null,
  };
}

export function activityContract(implementation: string, make: MakeTwoProcesses): void {
  describe(`Activity on ${implementation}`, () => {
    let two: TwoProcesses;
    beforeEach(() => {
      two = make();
    });
    afterEach(() => {
      two.close();
    });

    it('lists the entries of every process in full, newest first, up to the limit', () => {
      const failed: ActivityEntry = {
        ...entryAt(now + 2),
        event: 'failed',
        expiration: null,
        failureKind: 'access-denied',
        requestId: 'c6104cbe',
      };
      two.one.activity.append([entryAt(now)]);
      two.other.activity.append([entryAt(now + 1)]);
      two.one.activity.append([failed]);
      expect(two.other.activity.list(10)).toEqual([failed, entryAt(now + 1), entryAt(now)]);
      expect(two.other.activity.list(2)).toEqual([failed, entryAt(now + 1)]);
    });

    it('deletes entries that are older than 90 days', () => {
      two.one.activity.append([entryAt(now - 91 * day, 'old')]);
      two.one.activity.append([entryAt(now - 89 * day, 'young')]);
      two.one.activity.append([entryAt(now, 'new')]);
      expect(two.one.activity.list(10).map((entry) => entry.roleName)).toEqual(['new', 'young']);
    });

    it('keeps the last 10,000 entries', () => {
      // Adds several entries at once, as when many roles are refreshed together.
      const entries = Array.from({ length: 10_005 }, (_, n) =>
        entryAt(now + n, 'x', `role-${String(n % 10)}`),
      );
      for (let from = 0; from < entries.length; from += 100)
        two.one.activity.append(entries.slice(from, from + 100));
      const kept = two.one.activity.list(20_000);
      expect(kept).toHaveLength(10_000);
      expect(kept.at(-1)?.at).toBe(now + 5);
    });

    it('keeps the only entry of one role when another role adds 11,000 entries', () => {
      two.one.activity.append([entryAt(now, 'quiet', 'quiet')]);
      const loud = Array.from({ length: 11_000 }, (_, n) => entryAt(now + n, 'loud', 'loud'));
      for (let from = 0; from < loud.length; from += 500)
        two.other.activity.append(loud.slice(from, from + 500));
      const kept = two.one.activity.list(20_000);
      expect(kept).toHaveLength(5001);
      expect(kept.at(-1)?.roleName).toBe('quiet');
      expect(kept[0]?.at).toBe(now + 10_999);
    });
  });
}
