export type Shell = 'bash' | 'fish' | 'powershell' | 'cmd';

/** Characters that mean nothing to the shell, wherever they stand in a word. */
const PLAIN: Readonly<Record<Shell, RegExp>> = {
  bash: /^[\w@%+=:,./-]+$/,
  fish: /^[\w@+=:,./-]+$/,
  powershell: /^\w[\w:./-]*$|^--?[\w-]+$/,
  cmd: /^[\w@+:./-]+$/,
};

/**
 * One word for a command line: what is pasted reaches the program as `text`. For cmd a double quote cannot be given safely and `%` may name a
 * variable: texts for it come without them (`shellSafeJson`).
 */
export function shellWord(shell: Shell, text: string): string {
  if (PLAIN[shell].test(text)) return text;
  switch (shell) {
    case 'bash':
      return `'${text.replaceAll("'", `'\\''`)}'`;
    case 'fish':
      return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    case 'powershell':
      return `'${text.replaceAll("'", "''")}'`;
    case 'cmd':
      return `"${text}"`;
  }
}

/** JSON on one line whose strings hold no character that a shell could read: what it might is written `\uXXXX`. */
export function shellSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(/"(?:[^"\\]|\\[^])*(?:"|\\?$)/g, (quoted) => {
    const text: unknown = JSON.parse(quoted);
    const escaped = String(text).replace(
      /[^\w:/+=,.@* -]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    return `"${escaped}"`;
  });
}

/** The command that writes one line of `shellSafeJson` into a file, in the current folder. */
export function writeFileCommand(shell: Shell, path: string, json: string): string {
  const file = shellWord(shell, path);
  switch (shell) {
    case 'bash':
    case 'fish':
      return `printf '%s\\n' '${shell === 'fish' ? json.replaceAll('\\', '\\\\') : json}' > ${file}`;
    case 'powershell':
      return `Set-Content -Encoding ascii -Path ${file} -Value '${json}'`;
    case 'cmd':
      return `echo ${json}> ${file}`;
  }
}
