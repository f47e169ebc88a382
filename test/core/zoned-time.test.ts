import { describe, expect, it } from 'vitest';
import { zonedTime } from '../../src/core/zoned-time.ts';

const at = Date.UTC(2099, 0, 1, 12, 0, 0);

describe('a time with a time zone', () => {
  it.each([
    '2099-01-01T12:00:00Z',
    '2099-01-01T12:00:00.000z',
    '2099-01-01T12:00:00UTC',
    '2099-01-01T12:00:00 GMT',
    '2099-01-01T14:00:00+02:00',
    '2099-01-01T14:00:00+0200',
    '2099-01-01T14:00:00+02',
    '2099-01-01 07:00:00-05:00',
  ])('is read: %s', (text) => {
    expect(zonedTime(text)).toBe(at);
  });

  it.each(['2099-01-01T12:00:00', '2099-01-01 12:00', '2099-01-01', '2099-01', 'soon', '', 'Z'])(
    'is not read from %j, which botocore refuses too',
    (text) => {
      expect(zonedTime(text)).toBeNull();
    },
  );
});
