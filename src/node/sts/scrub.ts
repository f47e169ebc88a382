import { cutToRead, redact } from '../log/redaction.ts';

/** The longest foreign text that is kept; STS explains a wrong signature with the whole request. */
const MAX_CHARACTERS = 1000;

/**
 * Removes the given secrets, and what `redact` recognises, from a foreign message. Keeps its line
 * breaks.
 */
export function scrub(message: string, secrets: readonly (string | undefined)[]): string {
  let text = cutToRead(message);
  for (const secret of secrets) {
    if (secret !== undefined && secret.length >= 4) text = text.replaceAll(secret, '…');
  }
  return text.split(/\r?\n/).map(redact).join('\n').slice(0, MAX_CHARACTERS);
}
