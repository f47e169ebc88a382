import { hiddenCharacters, isPlainAscii } from '../core/printable.ts';
import { TERMINAL_SEQUENCES } from '../core/terminal-sequences.ts';

/**
 * Makes a text from outside Rolekeeper safe for one line of a terminal, a menu or a notification.
 * Removes terminal sequences (ECMA-48), control and format characters, `<` and `>`, and all but the
 * last four characters of an access key ID.
 */
export function displaySafe(text: string): string {
  return oneLine(text).replace(/[<>]/g, '').replace(accessKeyIds, '…$1').trim();
}

/**
 * Makes a text safe for one line of a terminal: replaces line breaks by spaces, and removes
 * terminal sequences and characters that hide or reorder others. Every line on a terminal passes
 * through it.
 */
export function oneLine(text: string): string {
  if (isPlainAscii(text)) return text;
  return text
    .replace(TERMINAL_SEQUENCES, '')
    .replace(/[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(hiddenCharacters(), '');
}

/** Returns the new text of each string in `facts` that `displaySafe` would change. */
export function changedByDisplaySafe(facts: unknown): ReadonlySet<string> {
  const altered = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') {
      const shown = displaySafe(value);
      if (shown !== value) altered.add(shown);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(facts);
  return altered;
}

/** Applies `displaySafe` to every string in plain data, such as the values of a failure. */
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

// IAM user guide, "IAM identifiers": long-term and temporary access keys.
const accessKeyIds = /\bA[KS]IA[A-Z0-9]{8,}([A-Z0-9]{4})\b/g;
