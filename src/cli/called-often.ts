/** The commands that shells and programs call repeatedly, which load few files. */
export type CalledOften =
  | { readonly kind: 'complete' }
  | { readonly kind: 'credentials'; readonly name: string }
  | { readonly kind: 'prompt'; readonly name: string | undefined };

/**
 * Recognises `complete …`, `credentials NAME` and `status --prompt [NAME]`; null for all other
 * commands.
 */
export function calledOften(argv: readonly string[]): CalledOften | null {
  const [command, first = '', second, ...more] = argv;
  if (command === 'complete') return { kind: 'complete' };
  if (command === 'credentials' && isName(first) && second === undefined)
    return { kind: 'credentials', name: first };
  const isPrompt = command === 'status' && first === '--prompt' && more.length === 0;
  if (!isPrompt || (second !== undefined && !isName(second))) return null;
  return { kind: 'prompt', name: second };
}

function isName(word: string): boolean {
  return word !== '' && !word.startsWith('-');
}
