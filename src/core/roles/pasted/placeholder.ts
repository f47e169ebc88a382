const PLACEHOLDERS = /<[^<>]*>|\$\{[^{}:]*\}|\{\{?[^{}:]*\}\}?|\[[^[\]]*\]|%[A-Za-z_]+%/g;
const MAX_CHARACTERS = 103;

/**
 * Finds `<ACCOUNT_ID>`, `${AccountId}`, `{{account}}`, `[account]`, `%ACCOUNT%`: placeholders of a
 * sender. `${aws:username}` is none, because AWS fills it in.
 */
export function placeholderIn(text: string): string | null {
  for (const [placeholder] of text.matchAll(PLACEHOLDERS))
    if (placeholder.length <= MAX_CHARACTERS) return placeholder;
  return null;
}
