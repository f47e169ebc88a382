/** A command line of bash up to the cursor. */
interface BashLine {
  /** The words before the one at the cursor, as bash would pass them to a program. */
  readonly before: readonly string[];
  /** The word at the cursor. */
  readonly current: string;
  /** The start of `current` that stays in the line: readline replaces only what follows it. */
  readonly kept: string;
  /** The quote that is open at the cursor. */
  readonly quote: Quote;
}

type Quote = '"' | "'" | '';

/**
 * Reads a line as bash does, but expands nothing. `breaks` is COMP_WORDBREAKS: readline replaces
 * what follows an open quote, or else the last of these characters outside quotes
 * (`rl_find_completion_word` in its complete.c).
 */
export function readBashLine(line: string, breaks: string): BashLine {
  const before: string[] = [];
  let word: string | null = null;
  let quote: Quote = '';
  let beforeQuote = '';
  let beforeBreak = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) {
      [word, beforeQuote, quote] = [word ?? '', word ?? '', character];
    } else if (character === '\\' && isEscape(quote, line.charAt(at + 1))) {
      at += 1;
      word = (word ?? '') + line.charAt(at);
    } else if (quote === '' && (character === ' ' || character === '\t')) {
      if (word !== null) before.push(word);
      [word, beforeBreak] = [null, ''];
    } else {
      word = (word ?? '') + character;
      if (quote === '' && breaks.includes(character)) beforeBreak = word;
    }
  }
  return { before, current: word ?? '', kept: quote === '' ? beforeBreak : beforeQuote, quote };
}

/** Bash reference manual, "Quoting": in double quotes a backslash escapes only these. */
function isEscape(quote: Quote, next: string): boolean {
  return quote === '' || (quote === '"' && next !== '' && '$`"\\'.includes(next));
}

/**
 * Returns the text that replaces the end of a line so that its last word is `word`, in the quotes
 * that the person opened. Null if the word does not begin with what was typed.
 */
export function bashInsertion(word: string, { current, kept, quote }: BashLine): string | null {
  if (!word.startsWith(current)) return null;
  const rest = word.slice(kept.length);
  switch (quote) {
    case '':
      return rest.replace(/[^\w@%+,./:=\u0080-\uffff-]/g, '\\$&');
    case "'":
      return `'${rest.replaceAll("'", `'\\''`)}'`;
    case '"':
      // A history expansion (`!`) works in double quotes, and a backslash before it stays.
      return `"${rest.replace(/["$`\\]/g, '\\$&').replaceAll('!', '"\\!"')}"`;
  }
}
