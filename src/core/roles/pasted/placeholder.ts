/**
 * `<ACCOUNT_ID>`, `${AccountId}`, `{{account}}`, `[account]`, `%ACCOUNT%`: a blank that a sender left
 * open. `${aws:username}` is none: AWS fills it in.
 */
export function placeholderIn(text: string): string | null {
  const found = /<[^<>]{0,99}>|\$\{[^{}:]{0,99}\}|\{\{?[^{}:]{0,99}\}\}?|\[[^[\]]{0,99}\]|%[A-Za-z_]{1,99}%/.exec(text);
  return found?.[0] ?? null;
}
