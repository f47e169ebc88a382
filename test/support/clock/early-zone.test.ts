import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlyZone } from './early-zone.ts';

const HOUR_MS = 3_600_000;
const lastDay = Date.UTC(2100, 0, 1);

/** The hour and the day at a place. */
function there(at: number, timeZone: string): { readonly hour: number; readonly day: string } {
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return {
    hour: Number(hour),
    day: new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short' }).format(at),
  };
}

describe('the time zone of the tests', () => {
  it('makes it six in the morning at any moment, and the same day for a session of twelve hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lastDay }), (now) => {
        const zone = earlyZone(now);
        expect(there(now, zone).hour).toBe(6);
        expect(there(now + 12 * HOUR_MS, zone).day).toBe(there(now, zone).day);
        expect(there(now - 6 * HOUR_MS, zone).day).toBe(there(now, zone).day);
      }),
    );
  });

  it('is the time zone of every test process', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect(process.env['TZ']).toMatch(/^Etc\/GMT/);
    expect(new Date().getHours()).toBeGreaterThanOrEqual(6);
    expect(there(Date.now(), timeZone).hour).toBe(new Date().getHours());
  });
});
