const PLACEHOLDERS = /<[^<>]*>|\$\{[^{}:]*\}|\{\{?[^{}:]*\}\}?|\[[^[\]]*\]|%[A-Za-z_]+%/g;
const MAX_CHARACTERS = 103;

/**
 * Returns the first placeholder that a person must replace, such as `<ACCOUNT_ID>`,
 * `${AccountId}`, `{{account}}`, `[account]` or `%ACCOUNT%`. `${aws:username}` is no placeholder,
 * because AWS fills it in.
 */
export function placeholderIn(text: string): string | null {
  for (const [placeholder] of text.matchAll(PLACEHOLDERS))
    if (placeholder.length <= MAX_CHARACTERS) return placeholder;
  return null;
}
