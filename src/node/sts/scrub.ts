/** Longest text of others that is kept; STS explains a wrong signature with the whole request. */
const MOST_CHARACTERS = 1000;

/**
 * Takes secrets out of a message that others wrote: those given, access key ids but for their last four characters, and whatever is as long as
 * a secret key or a session token.
 */
export function scrub(message: string, secrets: readonly (string | undefined)[]): string {
  let text = message;
  for (const secret of secrets) {
    if (secret !== undefined && secret.length >= 4) text = text.replaceAll(secret, '…');
  }
  return text
    .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{8,}([A-Z0-9]{4})\b/g, '…$1')
    .replace(/[A-Za-z0-9+/=_%-]{40,}/g, (run) => (looksSecret(run) ? '…' : run))
    .slice(0, MOST_CHARACTERS);
}

/** Names and ARNs are long too, but of one case, or of words. */
function looksSecret(run: string): boolean {
  return (
    run.length >= 100 || (/\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run) && !/[-_/][a-z]+[-_/]/.test(run))
  );
}
