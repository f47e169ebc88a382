import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureClockOffset } from '../../../src/node/sts/clock-offset.ts';

const at = Date.UTC(2026, 0, 5, 9, 0, 0);

describe('the measured clock offset', () => {
  it('is wrong by at most a second plus the round trip, for any two clocks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.nat(2000),
        fc.nat(2000),
        fc.nat(10_000),
        (offset, there, back, start) => {
          const sentAt = at + start;
          const date = new Date(sentAt + there + offset).toUTCString();
          const measured = measureClockOffset(
            { sentAt, receivedAt: sentAt + there + back, date },
            0,
          );
          expect(Math.abs((measured ?? NaN) - offset)).toBeLessThanOrEqual(1000 + there + back);
        },
      ),
    );
  });

  it('stays the same unless the Date header of an answer disproves it', () => {
    const date = new Date(at + 300_000).toUTCString();
    expect(measureClockOffset({ sentAt: at, receivedAt: at + 100, date }, 300_400)).toBe(300_400);
    expect(measureClockOffset({ sentAt: at, receivedAt: at + 100, date }, 305_000)).toBeLessThan(
      301_000,
    );
  });

  it('is zero if the clocks agree, whatever it was before', () => {
    const date = new Date(at).toUTCString();
    expect(measureClockOffset({ sentAt: at + 500, receivedAt: at + 600, date }, 99_000)).toBe(0);
  });

  it('is not measured from text that is not a date', () => {
    expect(measureClockOffset({ sentAt: at, receivedAt: at, date: 'soon' }, 0)).toBeNull();
  });
});
