import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../src/core/sessions/retry.ts';

const now = Date.UTC(2026, 0, 5);
const longestDelay = (attempt: number, leftMs: number | null): number =>
  backoffMs({
    attempt,
    expiration: leftMs === null ? null : now + leftMs,
    now,
    fraction: 0.999_999,
  });

describe('the delay before the next try after a transient failure', () => {
  it('grows from 2 s to at most 60 s while credentials are valid, and to 5 min after they end', () => {
    expect([1, 2, 3, 6, 20].map((attempt) => longestDelay(attempt, 1_200_000))).toEqual([
      2000, 4000, 8000, 60_000, 60_000,
    ]);
    expect([1, 6, 8, 9, 20].map((attempt) => longestDelay(attempt, -1))).toEqual([
      2000, 64_000, 256_000, 300_000, 300_000,
    ]);
    expect(longestDelay(6, null)).toBe(60_000);
  });

  it('is limited to a quarter of the time until the credentials end, or to 500 ms if a quarter is shorter', () => {
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 2000, max: 3_600_000 }),
        fraction,
        (attempt, left, share) => {
          expect(
            backoffMs({ attempt, expiration: now + left, now, fraction: share }),
          ).toBeLessThanOrEqual(left / 4 + 1);
        },
      ),
    );
    expect(longestDelay(9, 100)).toBe(500);
  });
});
