import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MakeTwoProcesses, TwoProcesses } from './two-processes.ts';

const now = 1_767_600_000_000;

export function sharedFactsContract(implementation: string, make: MakeTwoProcesses): void {
  describe(`SharedFacts on ${implementation}`, () => {
    let two: TwoProcesses;
    beforeEach(() => {
      two = make();
    });
    afterEach(() => {
      two.close();
    });

    it("keeps, for each server's clock, the measurement that was stored last, by any process", () => {
      const [aws, other] = ['', 'https://sts.example'];
      expect(two.one.sharedFacts.clockOffset(aws)).toBeNull();
      two.one.sharedFacts.rememberClockOffset(aws, { offsetMs: 1500.5, measuredAt: now });
      two.one.sharedFacts.rememberClockOffset(other, { offsetMs: 7e11, measuredAt: now });
      two.other.sharedFacts.rememberClockOffset(aws, { offsetMs: -30, measuredAt: now - 5000 });
      expect(two.one.sharedFacts.clockOffset(aws)).toEqual({
        offsetMs: -30,
        measuredAt: now - 5000,
      });
      expect(two.other.sharedFacts.clockOffset(other)).toEqual({ offsetMs: 7e11, measuredAt: now });
      expect(two.other.sharedFacts.clockOffset('https://third.example')).toBeNull();
    });

    it('lets only one process claim an MFA code, and only once', () => {
      expect(two.one.sharedFacts.claimMfaCode('hash-a', now)).toBe(true);
      expect(two.other.sharedFacts.claimMfaCode('hash-a', now + 1000)).toBe(false);
      expect(two.one.sharedFacts.claimMfaCode('hash-a', now + 599_000)).toBe(false);
      expect(two.other.sharedFacts.claimMfaCode('hash-b', now)).toBe(true);
    });

    it('forgets a code after ten minutes, because six digits can repeat', () => {
      expect(two.one.sharedFacts.claimMfaCode('hash-a', now)).toBe(true);
      expect(two.other.sharedFacts.claimMfaCode('hash-a', now + 600_001)).toBe(true);
    });
  });
}
