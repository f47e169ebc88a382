import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

/**
 * Generates any character except a surrogate. Tests use it instead of fast-check's own generator,
 * which builds a table of a million characters in each worker.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES.count })
  .map(
    (n) => String.fromCodePoint(n < SURROGATES.first ? n : n + SURROGATES.count),
    (character) => indexOfCharacter(character),
  );

function indexOfCharacter(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (code === undefined || character !== String.fromCodePoint(code))
    throw new Error('expected exactly one character');
  return code < SURROGATES.first ? code : code - SURROGATES.count;
}
