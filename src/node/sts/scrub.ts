import { cutForScan, redact } from '../log/redaction.ts';

/**
 * The length limit of the result. Some messages are long, because STS explains a wrong signature
 * with the whole request.
 */
const MAX_CHARACTERS = 1000;

/**
 * Removes secrets from a message of AWS, of the system or of a program: the given secrets and all
 * that `redact` finds. Keeps the line breaks of the message.
 */
export function scrub(message: string, secrets: readonly (string | undefined)[]): string {
  let text = cutForScan(message);
  for (const secret of secrets) {
    if (secret !== undefined && secret.length >= 4) text = text.replaceAll(secret, '…');
  }
  return text.split(/\r?\n/).map(redact).join('\n').slice(0, MAX_CHARACTERS);
}
