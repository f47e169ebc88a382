import { cutToRead, redact } from '../log/redaction.ts';

/** Longest text of others that is kept; STS explains a wrong signature with the whole request. */
const MOST_CHARACTERS = 1000;

/** Takes secrets out of a message that others wrote: those given, and what `redact` knows one by. Its lines stay lines. */
export function scrub(message: string, secrets: readonly (string | undefined)[]): string {
  let text = cutToRead(message);
  for (const secret of secrets) {
    if (secret !== undefined && secret.length >= 4) text = text.replaceAll(secret, '…');
  }
  return text.split(/\r?\n/).map(redact).join('\n').slice(0, MOST_CHARACTERS);
}
