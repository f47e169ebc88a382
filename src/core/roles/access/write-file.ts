import { quotedText, type Shell } from '../../quoting.ts';

/**
 * Returns JSON on one line. Characters in strings that a shell could interpret are JSON escapes
 * (`\u` and four hex digits).
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
 * Returns the command that writes a line of `shellSafeJson` to a file; null if its path cannot be
 * quoted.
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
      // Quotes come in pairs, and `shellSafeJson` leaves nothing else that cmd reads.
      return `echo ${json}> ${file}`;
  }
}
