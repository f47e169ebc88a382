/** A command that shells and programs call repeatedly, and that therefore loads few files. */
export type FrequentCommand =
  { readonly kind: 'complete' } | { readonly kind: 'credentials'; readonly name: string };

/** Recognises `complete …` and `credentials NAME`. Returns null for all other commands. */
export function frequentCommand(argv: readonly string[]): FrequentCommand | null {
  const [command, name = '', ...more] = argv;
  if (command === 'complete') return { kind: 'complete' };
  const isName = name !== '' && !name.startsWith('-') && more.length === 0;
  return command === 'credentials' && isName ? { kind: 'credentials', name } : null;
}
