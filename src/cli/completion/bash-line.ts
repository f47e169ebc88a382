/** A command line of bash, up to the cursor. */
interface BashLine {
  /** The words before the word at the cursor, as bash would pass them to a program. */
  readonly before: readonly string[];
  /** The word at the cursor. */
  readonly current: string;
  /**
   * The part of `current` that stays in the line, because readline replaces only the text after it.
   */
  readonly kept: string;
  /** The quote that is open at the cursor, or an empty text. */
  readonly quote: Quote;
}

type Quote = '"' | "'" | '';

/**
 * Splits a line into words as bash does, but expands nothing. `kept` follows the rules of
 * `rl_find_completion_word` in readline's complete.c, and `breaks` is COMP_WORDBREAKS.
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

/**
 * True if the backslash before `next` escapes it. In double quotes, a backslash escapes only `$`, a
 * backquote, `"` and `\` (Bash reference manual, "Quoting").
 */
function isEscape(quote: Quote, next: string): boolean {
  return quote === '' || (quote === '"' && next !== '' && '$`"\\'.includes(next));
}

/**
 * Returns the text that readline must insert so that the last word of the line becomes `word`, in
 * the quotes that the user opened. Returns null if `word` does not begin with the typed text.
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
      // In double quotes, bash expands `!` from its history, and a backslash before `!` would stay
      // in the word. Therefore `!` is written outside the quotes.
      return `"${rest.replace(/["$`\\]/g, '\\$&').replaceAll('!', '"\\!"')}"`;
  }
}
