/**
 * Splits the first command of a text into words. Reads quotes and line continuations of all shells,
 * because it is unknown for which shell the text was written.
 */
export function commandWords(text: string, from = 0): CommandWords {
  const words: string[] = [];
  let word: string | null = null;
  let at = from;
  const end = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  while (at < text.length) {
    const character = text.charAt(at);
    const continued = BLANK.test(character) ? null : continuationAfter(text, at);
    if (BLANK.test(character)) {
      end();
      at = afterSpaces(text, at, BLANK);
    } else if (continued !== null) {
      end();
      at = continued;
    } else if (character === "'" || character === '"') {
      const quoted = quotedAt(text, at);
      word = (word ?? '') + quoted.value;
      at = quoted.end;
    } else if (character === '\\' && at + 1 < text.length) {
      word = (word ?? '') + text.charAt(at + 1);
      at += 2;
    } else if (character === '<' && placeholderAt(text, at) !== null) {
      const placeholder = placeholderAt(text, at) ?? '';
      word = (word ?? '') + placeholder;
      at += placeholder.length;
    } else if (ENDS_COMMAND.test(character)) {
      break;
    } else if (/\s/.test(character)) {
      end();
      at += 1;
    } else {
      word = (word ?? '') + character;
      at += 1;
    }
  }
  end();
  return { words, end: at };
}

export interface CommandWords {
  readonly words: readonly string[];
  /** Offset of the command's end in the text. */
  readonly end: number;
}

/**
 * Matches what ends a command: a pipe, a separator, a redirection, the end of a substitution, or a
 * line end.
 */
const ENDS_COMMAND = /[|;&()<>`\r\n]/;

/**
 * Returns where the command continues on the next line, after a continuation sign or before an
 * option. Returns null if it does not continue here.
 */
function continuationAfter(text: string, at: number): number | null {
  const isSigned = /[\\^`]/.test(text.charAt(at));
  const end = afterSpaces(text, isSigned ? at + 1 : at, BLANK);
  if (!LINE_END.test(text.charAt(end))) return null;
  const next = afterSpaces(text, end, SPACE);
  return isSigned || text.charAt(next) === '-' ? next : null;
}

const BLANK = /[ \t]/;
const SPACE = /\s/;
const LINE_END = /[\r\n]/;

function afterSpaces(text: string, from: number, space: RegExp): number {
  let at = from;
  while (at < text.length && space.test(text.charAt(at))) at += 1;
  return at;
}

function quotedAt(text: string, at: number): { readonly value: string; readonly end: number } {
  const quote = text.charAt(at);
  let value = '';
  let next = at + 1;
  for (; next < text.length && text.charAt(next) !== quote; next += 1) {
    const isEscape =
      quote === '"' && text.charAt(next) === '\\' && /["\\$`]/.test(text.charAt(next + 1));
    if (isEscape) next += 1;
    value += text.charAt(next);
  }
  return { value, end: next + 1 };
}

/** Returns a placeholder such as `<ACCOUNT_ID>`, which is not a redirection. */
function placeholderAt(text: string, at: number): string | null {
  return /^<[\w -]{1,64}>/.exec(text.slice(at, at + 66))?.[0] ?? null;
}
