import { quotedText, type Shell } from '../../quoting.ts';

/**
 * Returns JSON on one line. Characters that a shell could interpret become JSON escapes (`\u` and
 * four hex digits).
 */
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

/**
 * Returns the command that writes a line of `shellSafeJson` to a file. Returns null if the path
 * cannot be quoted.
 */
export function writeFileCommand(shell: Shell, path: string, json: string): string | null {
  const file = quotedText(shell, path);
  if (file === null) return null;
  switch (shell) {
    case 'bash':
    case 'fish':
      return `printf '%s\\n' ${quotedText(shell, json) ?? ''} > ${file}`;
    case 'powershell':
      return `Set-Content -Encoding ascii -LiteralPath ${file} -Value ${quotedText(shell, json) ?? ''}`;
    case 'cmd':
      // `shellSafeJson` leaves only quotes, which come in pairs, and characters that cmd does not
      // interpret.
      return `echo ${json}> ${file}`;
  }
}
