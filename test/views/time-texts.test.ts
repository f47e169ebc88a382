import { describe, expect, it } from 'vitest';
import { timeTexts } from '../../src/views/time-texts.ts';

const at = (month: number, day: number, hour: number, minute: number, year = 2026): number =>
  new Date(year, month - 1, day, hour, minute, 7).getTime();
const now = at(11, 28, 23, 30);
const midnight = at(11, 29, 0, 9);

describe('displayed times', () => {
  it.each([
    {
      locale: 'en-GB',
      today: '23:30',
      morning: '09:05',
      tomorrow: 'Sun 29 Nov, 00:09',
      later: 'Fri, 8 Jan 2027, 00:09',
      moment: '00:09:07',
      day: 'Sunday, 29 November 2026',
    },
    {
      locale: 'de-DE',
      today: '23:30',
      morning: '09:05',
      tomorrow: 'So., 29. Nov., 00:09',
      later: 'Fr., 8. Jan. 2027, 00:09',
      moment: '00:09:07',
      day: 'Sonntag, 29. November 2026',
    },
    {
      locale: 'en-US',
      today: '11:30 PM',
      morning: '9:05 AM',
      tomorrow: 'Sun, Nov 29, 12:09 AM',
      later: 'Fri, Jan 8, 2027, 12:09 AM',
      moment: '12:09:07 AM',
      day: 'Sunday, November 29, 2026',
    },
  ])('have the usual form of $locale', ({ locale, ...expected }) => {
    const { time, moment, day } = timeTexts(locale);
    const shown = {
      today: time(now, now),
      morning: time(at(11, 28, 9, 5), now),
      tomorrow: time(midnight, now),
      later: time(at(1, 8, 0, 9, 2027), now),
      moment: moment(midnight),
      day: day(midnight),
    };
    // CLDR has a narrow space before AM and PM.
    expect(JSON.parse(JSON.stringify(shown).replaceAll('\u202f', ' '))).toEqual(expected);
  });

  it.each(['en-GB', 'de-DE', 'fr-FR', 'es-ES', 'ja-JP'])(
    'have two digits for every hour if the locale has a 24-hour clock: %s',
    (locale) => {
      const { time, moment } = timeTexts(locale);
      for (let hour = 0; hour < 24; hour += 1) {
        const two = String(hour).padStart(2, '0');
        const then = at(11, 28, hour, 9);
        expect(time(then, now)).toBe(`${two}:09`);
        expect(moment(then)).toBe(`${two}:09:07`);
        expect(time(then, midnight)).toMatch(new RegExp(`\\b${two}:09$`));
      }
    },
  );
});
