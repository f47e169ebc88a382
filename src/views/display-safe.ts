import { HIDDEN_CHARACTERS } from '../core/printable.ts';
import { TERMINAL_SEQUENCES } from '../core/terminal-sequences.ts';

/**
 * Text that others wrote (names in files, messages of STS and of source processes), made fit to be shown on one line of a terminal, a menu or a
 * notification: without terminal sequences (ECMA-48), control and format characters (bidi, zero width), markup (`<`, `>`) and the menu's own `&`.
 * An access key id in it is shown as its last four characters.
 */
export function displaySafe(text: string): string {
  return oneLine(text).replace(/[<>&]/g, '').replace(accessKeyIds, '…$1').trim();
}

/**
 * One line that a terminal shows as it is: no terminal sequence, no line break, no character that
 * hides or turns others. What every line to a terminal passes, whoever wrote it.
 */
export function oneLine(text: string): string {
  return text
    .replace(TERMINAL_SEQUENCES, '')
    .replace(lineBreaks, ' ')
    .replace(HIDDEN_CHARACTERS, '');
}

/** The shown forms of those strings in plain data that are not shown exactly. */
export function alteredBySafety(facts: unknown): ReadonlySet<string> {
  const altered = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      const shown = displaySafe(value);
      if (shown !== value) altered.add(shown);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  look(facts);
  return altered;
}

/** The same for every string inside plain data, such as a failure's facts. */
export function displaySafeFacts<T>(facts: T): T {
  return safeValue(facts) as T;
}

function safeValue(value: unknown): unknown {
  if (typeof value === 'string') return displaySafe(value);
  if (Array.isArray(value)) return value.map(safeValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, safeValue(inner)]));
  }
  return value;
}

const lineBreaks = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu;
// IAM user guide, "IAM identifiers": long-term and temporary access keys.
const accessKeyIds = /\bA[KS]IA[A-Z0-9]{8,}([A-Z0-9]{4})\b/g;
