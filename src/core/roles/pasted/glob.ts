/**
 * Returns true if a text matches a pattern of IAM, in which `*` matches any text and `?` any one
 * character. A variable (`${…}`) also matches any text, because only AWS knows its value.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const characters = pattern.replace(/\$\{[^{}]*\}/g, '*').replace(/\*+/g, '*');
  let [at, place] = [0, 0];
  let star = -1;
  let starIn = 0;
  while (place < text.length) {
    const character = characters.charAt(at);
    if (character === '*') {
      star = at;
      starIn = place;
      at += 1;
    } else if (at < characters.length && (character === '?' || character === text.charAt(place))) {
      at += 1;
      place += 1;
    } else if (star !== -1) {
      // Tries again only from the last `*`, because to try from each `*` would take too long.
      at = star + 1;
      starIn += 1;
      place = starIn;
    } else {
      return false;
    }
  }
  while (characters.charAt(at) === '*') at += 1;
  return at === characters.length;
}

/** Returns true if a pattern matches only one text. */
export function isLiteral(pattern: string): boolean {
  return !/[*?]|\$\{/.test(pattern);
}
