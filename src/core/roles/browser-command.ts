import { shellWords } from '../aws-config/shell-words.ts';

/** Longest allowed command. The command of a browser with its usual options is shorter. */
const MAX_CHARACTERS = 1024;

/**
 * Returns the words of a browser command: a program (as a name or an absolute path) and its
 * options. Returns null for any other text.
 */
export function browserWords(
  command: string,
): readonly [program: string, ...options: string[]] | null {
  if (command.length > MAX_CHARACTERS) return null;
  // Control characters, line ends and invisible characters could hide a part of the command.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(command)) return null;
  const [program, ...options] = shellWords(command) ?? [];
  return program === undefined || !isProgramName(program) ? null : [program, ...options];
}

/** Returns false for a relative path, because it names another program in each folder. */
function isProgramName(program: string): boolean {
  const isAbsolute = /^(?:\/|[A-Za-z]:[\\/])/.test(program);
  return isAbsolute || /^[^-/\\:][^/\\:]*$/.test(program);
}
