import { isPrintable } from './printable.ts';

/**
 * A shell for which commands are quoted. `bash` means every POSIX shell, such as sh, dash and zsh.
 */
export type Shell = 'bash' | 'fish' | 'powershell' | 'cmd';

export const SHELLS: readonly Shell[] = ['bash', 'fish', 'powershell', 'cmd'];

/**
 * Words that need no quotes. A word is quoted if it has a character that this shell may interpret,
 * such as a leading `=` (zsh), a leading `%` (fish), `,` (PowerShell) or `;` (cmd).
 */
const PLAIN: Readonly<Record<Shell, RegExp>> = {
  bash: /^[\w@%+:,./-][\w@%+=:,./-]*$/,
  fish: /^[\w@+:,./-][\w@+=:,./-]*$/,
  powershell: /^[A-Za-z][\w:./-]*$|^--?[A-Za-z][\w-]*$/,
  cmd: /^[\w@+:./-]+$/,
};

/**
 * The characters that PowerShell treats as single quotes (about_Quoting_Rules; `IsSingleQuote` in
 * its tokenizer).
 */
const POWERSHELL_SINGLE_QUOTES = /['\u2018\u2019\u201A\u201B]/gu;

/** Characters that cmd interprets even inside double quotes (`cmd /?`, `setlocal /?`, `for /?`). */
const INTERPRETED_BY_CMD = /["%!^]/;

/**
 * Quotes a text that the shell itself uses, such as a value to assign or a path to redirect to.
 * Returns null if the shell would change a character, or if the text has hidden characters, which a
 * terminal may interpret.
 */
export function quotedText(shell: Shell, text: string): string | null {
  if (!isPrintable(text) || (shell === 'cmd' && INTERPRETED_BY_CMD.test(text))) return null;
  if (PLAIN[shell].test(text)) return text;
  switch (shell) {
    case 'bash':
      return `'${text.replaceAll("'", `'\\''`)}'`;
    case 'fish':
      return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'powershell':
      return `'${text.replace(POWERSHELL_SINGLE_QUOTES, '$&$&')}'`;
    case 'cmd':
      return `"${text}"`;
  }
}

/**
 * Quotes a text as one argument of a program; returns null if the program would get a different
 * text. Windows passes all arguments as one line, and PowerShell before 7.3 builds this line
 * wrongly from a text that has `"`, ends with `\` or is empty (about_Parsing, "Passing arguments
 * that contain quote characters").
 */
export function quotedArgument(shell: Shell, text: string): string | null {
  const isOfWindows = shell === 'powershell' || shell === 'cmd';
  if (isOfWindows && (text === '' || text.includes('"') || text.endsWith('\\'))) return null;
  return quotedText(shell, text);
}

/**
 * Quotes a text as one argument for the shells of Unix: bash, dash, zsh and fish. Returns null if
 * the text has hidden characters.
 */
export function quotedOnUnix(text: string): string | null {
  if (!isPrintable(text)) return null;
  const anywhere = quotedForAnyShell(text);
  if (anywhere !== null) return anywhere;
  // In single quotes, these shells change only the quote itself and the backslash.
  const runs = text.split(/(['\\]+)/).map((run, at) => {
    if (at % 2 === 1) return `"${run.replaceAll('\\', '\\\\')}"`;
    return run === '' ? '' : `'${run}'`;
  });
  return text === '' ? "''" : runs.join('');
}

/**
 * Quotes a text as one argument for any shell, because it is unknown into which shell a person
 * pastes it. Returns null if that is impossible.
 */
export function quotedForAnyShell(text: string): string | null {
  if (/^[A-Za-z0-9_./+][\w./:@+-]*$/.test(text)) return text;
  const isInterpretedBySomeShell = /["$`\\!%^\u201C-\u201F]/u.test(text);
  return text === '' || isInterpretedBySomeShell || !isPrintable(text) ? null : `"${text}"`;
}
