/** Returns the text without leading and trailing dashes. */
export function withoutOuterDashes(text: string): string {
  return text.replace(/^-+/, '').replace(/(?<!-)-+$/, '');
}
