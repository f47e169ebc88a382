import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import type { SessionRecord } from '../../src/core/ports/records.ts';
import { everyFailure } from '../support/every-failure.ts';
import type { MakeTwoProcesses, TwoProcesses } from './two-processes.ts';

/** Fields of failures that can contain text from AWS, a proxy or a credential process. */
const foreignTextFields = ['message', 'reason', 'got'];

const role = '0123456789ab';
const path = '/home/alice/.aws/credentials';

/** Tests of `Records`, the records of sessions in `state.db`, for each implementation. */
export function recordsContract(implementation: string, make: MakeTwoProcesses): void {
  describe(`Records on ${implementation}`, () => {
    let two: TwoProcesses;
    beforeEach(() => {
      two = make();
    });
    afterEach(() => {
      two.close();
    });

    it('passes a blank record to a change if the role has none, and returns the new record', () => {
      const seen: SessionRecord[] = [];
      expect(two.one.records.get(role, path)).toBeNull();
      const changed = two.one.records.change(role, path, (record) => {
        seen.push(record);
        return { ...record, kept: true, generation: record.generation + 1 };
      });
      expect(seen).toMatchObject([
        { roleId: role, path, kept: false, generation: 0, accessKeyId: null, failure: null },
      ]);
      expect(changed).toMatchObject({ roleId: role, path, kept: true, generation: 1 });
      expect(two.one.records.get(role, path)).toEqual(changed);
    });

    it('stores every field unchanged, and shows the record to the other process', () => {
      const full: SessionRecord = {
        roleId: role,
        path,
        targetProfile: 'client-ß3 \n"quoted"',
        kept: true,
        generation: 7,
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        assumedAt: 1_767_600_000_123,
        expiration: 1_767_603_600_000,
        refreshAt: 1_767_602_400_500,
        releasedAt: 1_767_590_000_000,
        digest: 'c0ffee00',
        failure: { kind: 'network', code: 'ECONNREFUSED', host: 'sts.amazonaws.com' },
        requestId: 'c6104cbe-af31-11e0-8154-cbc7ccf896c7',
      };
      expect(two.one.records.change(role, path, () => full)).toEqual(full);
      expect(two.other.records.get(role, path)).toEqual(full);
    });

    it.each(Object.values(everyFailure))(
      'stores the failure $kind without text from other programs',
      (failure) => {
        const secret = 'wJalrXUtnFEMI/K7MDENG';
        const original = JSON.parse(
          JSON.stringify(failure, (key, value: unknown) =>
            foreignTextFields.includes(key) && typeof value === 'string' ? secret : value,
          ),
        ) as Failure;
        const kept = two.one.records.change(role, path, (record) => ({
          ...record,
          failure: original,
        }));
        expect(kept?.failure?.kind).toBe(failure.kind);
        expect(JSON.stringify([kept, two.other.records.get(role, path)])).not.toContain(secret);
      },
    );

    it('stores the cause of a denial that AWS named, without the message of AWS', () => {
      const failure = {
        ...everyFailure['access-denied'],
        denial: { cause: 'service-control-policy', isExplicit: true },
      } as const;
      two.one.records.change(role, path, (record) => ({ ...record, failure }));
      const stored = { ...failure, message: '' };
      expect(two.other.records.get(role, path)?.failure).toEqual(stored);
    });

    it('stores one record for each role and credentials file', () => {
      const keep = (record: SessionRecord): SessionRecord => ({ ...record, kept: true });
      two.one.records.change(role, path, keep);
      two.one.records.change(role, '/other/file', (record) => record);
      two.one.records.change('ba9876543210', path, keep);
      expect(two.other.records.all().map((each) => [each.roleId, each.path, each.kept])).toEqual([
        [role, path, true],
        [role, '/other/file', false],
        ['ba9876543210', path, true],
      ]);
    });

    it('removes a record if the change returns null', () => {
      two.one.records.change(role, path, (record) => record);
      expect(two.other.records.change(role, path, () => null)).toBeNull();
      expect(two.one.records.get(role, path)).toBeNull();
      expect(two.one.records.all()).toEqual([]);
    });

    it('leaves a record unchanged if the change throws', () => {
      two.one.records.change(role, path, (record) => ({ ...record, generation: 3 }));
      expect(() =>
        two.one.records.change(role, path, () => {
          throw new Error('a bug');
        }),
      ).toThrow('a bug');
      expect(two.one.records.get(role, path)).toMatchObject({ generation: 3 });
      expect(
        two.one.records.change(role, path, (record) => ({ ...record, generation: 4 })),
      ).toMatchObject({
        generation: 4,
      });
    });

    it('notifies a watcher only when another process changes a record', async () => {
      let calls = 0;
      const stop = two.one.records.watch(() => {
        calls += 1;
      });
      two.one.records.change(role, path, (record) => ({ ...record, kept: true }));
      two.other.sharedFacts.rememberClockOffset('', { offsetMs: 0, measuredAt: 1 });
      await two.wait(400);
      expect(calls).toBe(0);
      two.other.records.change(role, path, (record) => ({ ...record, kept: false }));
      await two.wait(400);
      expect(calls).toBe(1);
      stop();
      two.other.records.change(role, path, (record) => ({ ...record, kept: true }));
      await two.wait(400);
      expect(calls).toBe(1);
    });
  });
}
