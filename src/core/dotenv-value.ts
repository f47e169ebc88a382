import { isPrintable } from './printable.ts';

/**
 * Returns the text as a value for a `.env` file, in quotes if it needs them. Returns null if
 * parsers would read the value differently. AWS's keys get no quotes, because `docker run
 * --env-file` reads quotes as part of a value.
 *
 * Inside single quotes, the npm package `dotenv`, python-dotenv and Docker Compose agree about
 * every character except the quote and the backslash.
 */
export function dotenvValue(text: string): string | null {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return isPrintable(text) && !/['\\]/.test(text) ? `'${text}'` : null;
}
