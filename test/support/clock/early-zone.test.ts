import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlyZone } from './early-zone.ts';

const HOUR_MS = 3_600_000;
const lastDay = Date.UTC(2100, 0, 1);

/** Returns the local hour and day in a time zone. */
function localTime(at: number, timeZone: string): { readonly hour: number; readonly day: string } {
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
  it('has a local time between 6:00 and 7:00: the day began at least 6 h ago and lasts more than 12 h longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lastDay }), (now) => {
        const zone = earlyZone(now);
        expect(localTime(now, zone).hour).toBe(6);
        expect(localTime(now + 12 * HOUR_MS, zone).day).toBe(localTime(now, zone).day);
        expect(localTime(now - 6 * HOUR_MS, zone).day).toBe(localTime(now, zone).day);
      }),
    );
  });

  it('is set in a test process', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect(process.env['TZ']).toMatch(/^Etc\/GMT/);
    expect(new Date().getHours()).toBeGreaterThanOrEqual(6);
    expect(localTime(Date.now(), timeZone).hour).toBe(new Date().getHours());
  });
});
