/** Returns a text without the characters of a pattern at its end. Takes linear time. */
export function withoutTrailing(text: string, characters: RegExp): string {
  return text.slice(0, trailingStart(text, characters));
}

/** Returns the characters of a pattern at a text's end. */
export function trailing(text: string, characters: RegExp): string {
  return text.slice(trailingStart(text, characters));
}

function trailingStart(text: string, characters: RegExp): number {
  let at = text.length;
  while (at > 0 && characters.test(text.charAt(at - 1))) at -= 1;
  return at;
}
