import { isPrintable } from './printable.ts';

/**
 * Returns the text as a value for a `.env` file, in quotes if it needs them; null if some parser
 * would read another text. The npm package `dotenv`, python-dotenv and Docker Compose agree about
 * text in single quotes, except about the quote and the backslash.
 */
export function dotenvValue(text: string): string | null {
  // AWS's keys get no quotes, because `docker run --env-file` reads quotes as part of a value.
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return isPrintable(text) && !/['\\]/.test(text) ? `'${text}'` : null;
}
