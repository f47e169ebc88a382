import { describe, expect, it } from 'vitest';
import type { ActivityEntry } from '../../../src/core/activity-entry.ts';
import { activityCsv, activityJson } from '../../../src/views/activity/activity-export.ts';
import {
  activityPage,
  type ActivityContext,
  withNewest,
} from '../../../src/views/activity/activity-page.ts';
import { timeTexts } from '../../../src/views/time-texts.ts';
import { de } from '../../../src/views/words/de.ts';
import { en } from '../../../src/views/words/en.ts';

const noon = new Date(2026, 5, 15, 12).getTime();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const context: ActivityContext = {
  words: en,
  now: noon,
  times: timeTexts('en-GB'),
  query: '',
  roleId: null,
  roleName: null,
  limit: 100,
};
const entry = (at: number, more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  at,
  event: 'refreshed',
  roleId: '0123456789ab',
  roleName: 'client-s3',
  expiration: at + HOUR,
  failureKind: null,
  requestId: null,
  ...more,
});
const texts = (entries: readonly ActivityEntry[], given: Partial<ActivityContext> = {}) =>
  activityPage(entries, { ...context, ...given }).days.flatMap(({ rows }) =>
    rows.map(({ text }) => text),
  );

describe('the activity log', () => {
  it('says that the chosen role has no activity or that no entry matches, and lists the chosen role in the filter', () => {
    const page = activityPage([entry(noon)], { ...context, roleId: 'other', roleName: 'audit' });
    expect(page.nothing).toBe('audit has no activity in the last 90 days.');
    expect(page.roles.map(({ name }) => name)).toContain('audit');
    const searched = activityPage([entry(noon)], { ...context, query: 'zzz' });
    expect(searched.nothing).toBe('No entry matches.');
  });

  it('lists events by day, and shows the date of an expiration that is on another day', () => {
    const page = activityPage(
      [entry(noon), entry(noon - DAY, { expiration: noon }), entry(noon - 3 * DAY)],
      context,
    );
    expect(
      page.days.map(({ title, rows }) => [title, rows.map(({ time, text }) => `${time} ${text}`)]),
    ).toEqual([
      ['Today', ['12:00:00 Refreshed, until 13:00']],
      ['Yesterday', ['12:00:00 Refreshed, until Mon 15 Jun, 12:00']],
      ['Friday, 12 June 2026', ['12:00:00 Refreshed, until 13:00']],
    ]);
  });

  it('shows a role without a name as a removed role', () => {
    const page = activityPage([entry(noon, { roleName: '' })], context);
    expect(page.days[0]?.rows[0]?.name).toBe('A removed role');
    expect(page.roles).toEqual([{ id: '0123456789ab', name: 'A removed role' }]);
  });

  it('names the failure, even if only a later version of Rolekeeper knows its kind', () => {
    const failed = { event: 'failed', expiration: null } as const;
    const entries = [
      entry(noon, { ...failed, failureKind: 'access-denied' }),
      entry(noon, { ...failed, failureKind: 'of-a-later-version<b>' }),
    ];
    expect(texts(entries)).toEqual(['Failed: access denied', 'Failed: of-a-later-versionb']);
    expect(texts(entries, { words: de })[0]).toBe('Fehlgeschlagen: Zugriff verweigert');
  });

  it('can be searched by role, event, failure and request ID, and filtered by role', () => {
    const entries = [
      entry(noon, { requestId: 'c6104cbe-af31' }),
      entry(noon - 1, {
        roleName: 'build',
        roleId: 'ba9876543210',
        event: 'released',
        expiration: null,
      }),
      entry(noon - 2, { event: 'failed', failureKind: 'network', expiration: null }),
    ];
    const agesFound = (query: string, roleId: string | null = null) =>
      activityPage(entries, { ...context, query, roleId }).found.map(({ at }) => noon - at);
    expect(agesFound(' C6104 ')).toEqual([0]);
    expect(agesFound('BUILD')).toEqual([1]);
    expect(agesFound('released')).toEqual([1]);
    expect(agesFound('cannot be reached')).toEqual([2]);
    expect(agesFound('', '0123456789ab')).toEqual([0, 2]);
    expect(agesFound('released', '0123456789ab')).toEqual([]);
    expect(activityPage(entries, context).roles).toEqual([
      { id: 'ba9876543210', name: 'build' },
      { id: '0123456789ab', name: 'client-s3' },
    ]);
  });

  it('shows as many of ten thousand entries as requested, each with its own React key', () => {
    const entries = Array.from({ length: 10_000 }, (_, place) =>
      entry(noon - Math.floor(place / 2) * 1000),
    );
    const page = activityPage(entries, { ...context, limit: 200 });
    const rows = page.days.flatMap(({ rows }) => rows);
    expect(rows).toHaveLength(200);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(200);
    expect(page.found).toHaveLength(10_000);
    expect(page.hasOlder).toBe(true);
    expect(activityPage(entries, { ...context, limit: 10_000 }).hasOlder).toBe(false);
  });

  it('keeps the React keys of its rows when a newer entry replaces the oldest row', () => {
    const entries = Array.from({ length: 1000 }, (_, place) =>
      entry(noon - Math.floor(place / 2) * 1000),
    );
    const keysOf = (shown: readonly ActivityEntry[]): readonly string[] =>
      activityPage(shown, { ...context, limit: 200 }).days.flatMap(({ rows }) =>
        rows.map(({ key }) => key),
      );
    const [, ...after] = keysOf([entry(noon + 1000), ...entries]);
    const before = keysOf(entries);
    expect(after.slice(0, 198)).toEqual(before.slice(0, 198));
    expect(new Set(after).size).toBe(199);
  });

  it('adds newer entries to the known entries, or returns null if there may be a gap between them', () => {
    const known = [entry(noon), entry(noon - HOUR)];
    const next = entry(noon + HOUR);
    expect(withNewest(known, [next, ...known])).toEqual([next, ...known]);
    expect(withNewest(known, known)).toBe(known);
    expect(withNewest(known, [next])).toBeNull();
    expect(withNewest([], [next])).toBeNull();
  });
});

describe('the exported activity log', () => {
  const hostile = [
    '=HYPERLINK("http://evil")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    'a,b',
    'say "hi"',
    'plain',
  ];
  const entries = hostile.map((roleName, place) =>
    entry(Date.UTC(2026, 0, 2, 3, 4, place), { roleName }),
  );

  it('is CSV without a field that a spreadsheet runs as a formula', () => {
    const lines = activityCsv(entries).split('\r\n');
    expect(lines[0]).toBe('time,event,role,roleId,expiration,failure,requestId');
    expect(
      lines.slice(1, -1).map((line) => line.split(',refreshed,')[1]?.split(',0123456789ab')[0]),
    ).toEqual([
      '"\'=HYPERLINK(""http://evil"")"',
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\tx",
      '"a,b"',
      '"say ""hi"""',
      'plain',
    ]);
    expect(lines[1]).toMatch(/^2026-01-02T03:04:00\.000Z,.*,2026-01-02T04:04:00\.000Z,,$/);
  });

  it('is JSON with every name unchanged', () => {
    const read = JSON.parse(activityJson(entries)) as {
      activity: { role: string; failure: null }[];
    };
    expect(read.activity.map(({ role }) => role)).toEqual(hostile);
    expect(read.activity[0]).toMatchObject({
      time: '2026-01-02T03:04:00.000Z',
      failure: null,
      requestId: null,
    });
  });
});
