import { isPrintable } from './printable.ts';

/**
 * Returns a value for a line of a `.env` file; null if parsers disagree about it. AWS's keys need no
 * quotes, so `docker run --env-file`, which keeps quotes as they are, reads them too.
 *
 * Within single quotes, the npm package `dotenv`, python-dotenv and Docker Compose agree about every
 * character except the quote and the backslash.
 */
export function dotenvValue(text: string): string | null {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return isPrintable(text) && !/['\\]/.test(text) ? `'${text}'` : null;
}
