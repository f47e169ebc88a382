import { isPrintable } from './printable.ts';

/** A shell that lines are written for. `bash` is every POSIX shell, such as sh, dash and zsh. */
export type Shell = 'bash' | 'fish' | 'powershell' | 'cmd';

export const SHELLS: readonly Shell[] = ['bash', 'fish', 'powershell', 'cmd'];

/**
 * Words that need no quotes. zsh expands a leading `=`, fish `%`; PowerShell reads numbers, `,` and
 * a leading `@`; cmd splits at `=`, `,` and `;`.
 */
const PLAIN: Readonly<Record<Shell, RegExp>> = {
  bash: /^[\w@%+:,./-][\w@%+=:,./-]*$/,
  fish: /^[\w@+:,./-][\w@+=:,./-]*$/,
  powershell: /^[A-Za-z][\w:./-]*$|^--?[A-Za-z][\w-]*$/,
  cmd: /^[\w@+:./-]+$/,
};

/** PowerShell's single quotes (about_Quoting_Rules; `IsSingleQuote` in its tokenizer). */
const POWERSHELL_SINGLE_QUOTES = /['\u2018\u2019\u201A\u201B]/gu;

/** Characters that cmd reads inside double quotes (`cmd /?`, `setlocal /?`, `for /?`). */
const READ_BY_CMD = /["%!^]/;

/**
 * Quotes a text that the shell itself uses: a value to assign, a path to redirect to. Null if the
 * shell cannot keep every character. Hidden characters are refused, because a terminal's line
 * editor would act on them.
 */
export function quotedText(shell: Shell, text: string): string | null {
  if (!isPrintable(text) || (shell === 'cmd' && READ_BY_CMD.test(text))) return null;
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
 * Quotes a text as one argument of a program; null if it cannot arrive exactly. Windows gives a
 * program one line, and PowerShell before 7.3 builds it without escaping `"`, a last `\` or an
 * empty text (about_Parsing, "Passing arguments that contain quote characters").
 */
export function quotedArgument(shell: Shell, text: string): string | null {
  const isOfWindows = shell === 'powershell' || shell === 'cmd';
  if (isOfWindows && (text === '' || text.includes('"') || text.endsWith('\\'))) return null;
  return quotedText(shell, text);
}

/**
 * Quotes a text as one argument for the shells of Unix: bash, dash, zsh and fish. Inside single
 * quotes these shells agree, except about the quote itself and the backslash. Null if the text has
 * hidden characters.
 */
export function quotedOnUnix(text: string): string | null {
  if (!isPrintable(text)) return null;
  const anywhere = quotedForAnyShell(text);
  if (anywhere !== null) return anywhere;
  const runs = text.split(/(['\\]+)/).map((run, at) => {
    if (at % 2 === 1) return `"${run.replaceAll('\\', '\\\\')}"`;
    return run === '' ? '' : `'${run}'`;
  });
  return text === '' ? "''" : runs.join('');
}

/**
 * Quotes a text as one argument for any shell that a person may paste it into; null if that is
 * impossible. Within double quotes all shells agree, except for these characters.
 */
export function quotedForAnyShell(text: string): string | null {
  if (/^[A-Za-z0-9_./+][\w./:@+-]*$/.test(text)) return text;
  const isReadSomewhere = /["$`\\!%^\u201C-\u201F]/u.test(text);
  return text === '' || isReadSomewhere || !isPrintable(text) ? null : `"${text}"`;
}
