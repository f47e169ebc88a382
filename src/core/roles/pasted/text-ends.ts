/** A text without the signs of a set at its end. Walks back from the end, so the time is linear. */
export function withoutEnd(text: string, signs: RegExp): string {
  return text.slice(0, beginOfEnd(text, signs));
}

/** The signs of a set at a text's end. */
export function endIn(text: string, signs: RegExp): string {
  return text.slice(beginOfEnd(text, signs));
}

function beginOfEnd(text: string, signs: RegExp): number {
  let at = text.length;
  while (at > 0 && signs.test(text.charAt(at - 1))) at -= 1;
  return at;
}
