import { quotedAnywhere } from '../core/quoting.ts';

/** Returns a text as one word of a command; null if that is not safe. */
export type Quote = (text: string) => string | null;

/**
 * A name as one word of a command to paste into any shell. The placeholder of the usage line if no
 * quoting is safe: never a guess.
 */
export function commandWord(name: string | null, quote: Quote = quotedAnywhere): string {
  return (name === null ? null : quote(name)) ?? 'NAME';
}

/**
 * One of our commands as a line to paste. A name that begins with a dash is last, after `--`, so
 * that it is no option.
 */
export function commandCall(
  command: string,
  name: string | null,
  options: readonly string[] = [],
  quote: Quote = quotedAnywhere,
): string {
  const word = commandWord(name, quote);
  const isLikeOption = name?.startsWith('-') === true && word !== 'NAME';
  const words = isLikeOption ? [...options, '--', word] : [word, ...options];
  return ['rolekeeper', command, ...words].join(' ');
}

/** An option with its value, which may begin with a dash. */
export function commandOption(
  flag: string,
  value: string | null,
  quote: Quote = quotedAnywhere,
): string {
  return `${flag}${value?.startsWith('-') === true ? '=' : ' '}${commandWord(value, quote)}`;
}
