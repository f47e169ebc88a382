import { quotedOnUnix } from '../../core/quoting.ts';
import type { FactFormat } from '../../views/words/fact-format.ts';
import type { Terminal } from '../terminal.ts';

/** Returns the formats of times and of the names of fields in a terminal. */
export function terminalFormat(terminal: Terminal, roleName: string | null): FactFormat {
  return {
    roleName,
    field: fieldName,
    time: (at) => localTime(at, terminal.now()),
    moment: (at) => clock(new Date(at), true),
    ...(terminal.platform === 'win32' ? {} : { quote: quotedOnUnix }),
  };
}

/**
 * Returns the name of a field on the command line, which is an option, NAME or an environment
 * variable.
 */
function fieldName(field: string): string {
  if (field === 'name') return 'NAME';
  return /^[A-Z]/.test(field) ? field : `--${field}`;
}

/**
 * A time within this distance from now is shown with seconds. Otherwise the start and the end of a
 * session that lasts a minute could look the same.
 */
const SECONDS_WITHIN_MS = 5 * 60_000;

function localTime(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  const time = clock(date, Math.abs(at - now) < SECONDS_WITHIN_MS);
  return date.toDateString() === today.toDateString() ? time : `${day(date)} ${time}`;
}

/** Returns a time with seconds, for lists of events. */
export function timeOfEvent(at: number, now: number): string {
  const date = new Date(at);
  const time = clock(date, true);
  return date.toDateString() === new Date(now).toDateString() ? time : `${day(date)} ${time}`;
}

function day(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function clock(date: Date, withSeconds: boolean): string {
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return withSeconds ? `${minutes}:${two(date.getSeconds())}` : minutes;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
