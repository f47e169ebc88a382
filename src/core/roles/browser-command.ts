import { shellWords } from '../aws-config/shell-words.ts';

/** More than a program, its options and a profile's folder need. */
const MAX_CHARACTERS = 1024;

/**
 * Returns the words of a browser command: a program by its name or its absolute path, and its
 * options. Null for any other text. No shell reads it, so only spaces, quotes and backslashes have a
 * meaning.
 */
export function browserWords(
  command: string,
): readonly [program: string, ...options: string[]] | null {
  if (command.length > MAX_CHARACTERS) return null;
  // Controls, line ends and characters that nobody sees could hide a part of the command.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(command)) return null;
  const [program, ...options] = shellWords(command) ?? [];
  return program === undefined || !isProgramName(program) ? null : [program, ...options];
}

/** A relative path would name another program in each folder. */
function isProgramName(program: string): boolean {
  const isAbsolute = /^(?:\/|[A-Za-z]:[\\/])/.test(program);
  return isAbsolute || /^[^-/\\:][^/\\:]*$/.test(program);
}
