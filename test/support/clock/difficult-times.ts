import { onTestFinished } from 'vitest';
import { pretendDate } from './pretended-date.ts';

/**
 * The start of a session of one hour, and the correct texts for its end. Most starts are just
 * before midnight, New Year, or a change to or from summer time.
 */
export interface DifficultTime {
  readonly title: string;
  readonly at: string;
  readonly zone: string;
  /** The end as the terminal shows it. */
  readonly terminal: string;
  /** The end as the panel and the tray show it, in British English. */
  readonly shown: string;
}

export const DIFFICULT_TIMES: readonly DifficultTime[] = [
  startAt('at noon', '2026-06-15T12:00Z', 'UTC', '13:00', '13:00'),
  startAt('at 23:30', '2026-06-15T23:30Z', 'UTC', '2026-06-16 00:30', 'Tue 16 Jun, 00:30'),
  startAt(
    'on New Year’s Eve',
    '2026-12-31T22:30Z',
    'Europe/Berlin',
    '2027-01-01 00:30',
    'Fri, 1 Jan 2027, 00:30',
  ),
  startAt('before the clocks go forward', '2026-03-29T00:30Z', 'Europe/Berlin', '03:30', '03:30'),
  startAt('before the clocks go back', '2026-10-25T00:30Z', 'Europe/Berlin', '02:30', '02:30'),
  startAt(
    'ten hours behind UTC at 23:30',
    '2026-06-16T09:30Z',
    'Pacific/Honolulu',
    '2026-06-16 00:30',
    'Tue 16 Jun, 00:30',
  ),
  startAt(
    'fourteen hours ahead of UTC at 23:30',
    '2026-06-15T09:30Z',
    'Pacific/Kiritimati',
    '2026-06-16 00:30',
    'Tue 16 Jun, 00:30',
  ),
];

function startAt(
  title: string,
  at: string,
  zone: string,
  terminal: string,
  shown: string,
): DifficultTime {
  return { title, at, zone, terminal, shown };
}

/**
 * The pretended clock starts 10 s after the full minute, so a test has 50 s to request its session
 * in that minute.
 */
const LEAD_MS = 10_000;

export interface PretendedTime {
  readonly offsetMs: number;
  /** Environment variables that give a child process with Node the same time and zone. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Shifts `Date` in this process to 10 s after `at`, until the test ends. Returns what a page or a
 * child process needs to do the same.
 */
export function pretendTime({ at, zone }: DifficultTime): PretendedTime {
  const offsetMs = Date.parse(at) + LEAD_MS - Date.now();
  onTestFinished(pretendDate(offsetMs));
  const preload = new URL('pretend-at-start.ts', import.meta.url).href;
  const env = {
    TZ: zone,
    NODE_OPTIONS: `--import=${preload}`,
    PRETENDED_OFFSET_MS: String(offsetMs),
  };
  return { offsetMs, env };
}
