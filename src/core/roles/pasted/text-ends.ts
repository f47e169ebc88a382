/** Returns a text without the given characters at its end. Linear time. */
export function withoutEnd(text: string, signs: RegExp): string {
  return text.slice(0, beginOfEnd(text, signs));
}

/** Returns the given characters at a text's end. */
export function endIn(text: string, signs: RegExp): string {
  return text.slice(beginOfEnd(text, signs));
}

function beginOfEnd(text: string, signs: RegExp): number {
  let at = text.length;
  while (at > 0 && signs.test(text.charAt(at - 1))) at -= 1;
  return at;
}
