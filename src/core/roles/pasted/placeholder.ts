const BLANKS = /<[^<>]*>|\$\{[^{}:]*\}|\{\{?[^{}:]*\}\}?|\[[^[\]]*\]|%[A-Za-z_]+%/g;
const LONGEST_BLANK = 103;

/**
 * `<ACCOUNT_ID>`, `${AccountId}`, `{{account}}`, `[account]`, `%ACCOUNT%`: a blank that a sender left
 * open. `${aws:username}` is none: AWS fills it in.
 */
export function placeholderIn(text: string): string | null {
  for (const [blank] of text.matchAll(BLANKS)) if (blank.length <= LONGEST_BLANK) return blank;
  return null;
}
