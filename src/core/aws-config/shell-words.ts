/**
 * Splits a text into words as Python's `shlex.split` does. Returns null if a quote or an escape has
 * no end, because botocore ignores a section whose header has such a text.
 */
export function shellWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== null) {
      if (character === quote) {
        quote = null;
        continue;
      }
      // In double quotes a backslash escapes only a double quote or a backslash.
      const next = text.charAt(at + 1);
      const isEscape = quote === '"' && character === '\\' && (next === '"' || next === '\\');
      if (isEscape) at += 1;
      word = (word ?? '') + (isEscape ? next : character);
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      at += 1;
      if (at === text.length) return null;
      word = (word ?? '') + text.charAt(at);
    } else if (' \t\r\n'.includes(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) return null;
  return word === null ? words : [...words, word];
}
