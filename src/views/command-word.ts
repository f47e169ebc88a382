import { quotedForAnyShell } from '../core/quoting.ts';

/** Returns a text as one word of a command; null if that is not safe. */
export type Quote = (text: string) => string | null;

/**
 * Returns a name as one word of a command that is safe to paste into any shell. If no quoting is
 * safe, returns the placeholder `NAME`.
 */
export function commandWord(name: string | null, quote: Quote = quotedForAnyShell): string {
  return (name === null ? null : quote(name)) ?? 'NAME';
}

/**
 * Returns a Rolekeeper command as a line to paste. A name that begins with a dash goes last, after
 * `--`, so that it is not read as an option.
 */
export function commandCall(
  command: string,
  name: string | null,
  options: readonly string[] = [],
  quote: Quote = quotedForAnyShell,
): string {
  const word = commandWord(name, quote);
  const isLikeOption = name?.startsWith('-') === true && word !== 'NAME';
  const words = isLikeOption ? [...options, '--', word] : [word, ...options];
  return ['rolekeeper', command, ...words].join(' ');
}

/** Returns an option with its value, which can begin with a dash. */
export function commandOption(
  flag: string,
  value: string | null,
  quote: Quote = quotedForAnyShell,
): string {
  return `${flag}${value?.startsWith('-') === true ? '=' : ' '}${commandWord(value, quote)}`;
}
