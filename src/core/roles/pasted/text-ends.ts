/** Removes the characters that match a pattern from the end of a text. Takes linear time. */
export function withoutTrailing(text: string, characters: RegExp): string {
  return text.slice(0, trailingStart(text, characters));
}

/** Returns the characters at the end of a text that match a pattern. */
export function trailing(text: string, characters: RegExp): string {
  return text.slice(trailingStart(text, characters));
}

function trailingStart(text: string, characters: RegExp): number {
  let at = text.length;
  while (at > 0 && characters.test(text.charAt(at - 1))) at -= 1;
  return at;
}
