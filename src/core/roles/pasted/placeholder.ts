const BLANKS = /<[^<>]*>|\$\{[^{}:]*\}|\{\{?[^{}:]*\}\}?|\[[^[\]]*\]|%[A-Za-z_]+%/g;
const MAX_BLANK = 103;

/**
 * Finds `<ACCOUNT_ID>`, `${AccountId}`, `{{account}}`, `[account]`, `%ACCOUNT%`: placeholders of a
 * sender. `${aws:username}` is none, because AWS fills it in.
 */
export function placeholderIn(text: string): string | null {
  for (const [blank] of text.matchAll(BLANKS)) if (blank.length <= MAX_BLANK) return blank;
  return null;
}
