import fc from 'fast-check';
import { anyCharacter } from '../../support/any-character.ts';

const SPECIAL_CHARACTERS = Array.from(
  '\'"`$\\!%^&|<>(){}[];,=~*?#@:+- ./aA1\t\n\r\0‘’‚‛“”„‟–—―…\u202e\u200bё',
);

/** Texts of characters that a shell interprets, of any other characters, or of both. */
export const anyHostileText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SPECIAL_CHARACTERS), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...SPECIAL_CHARACTERS, 'grapheme'), maxLength: 12 }),
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.constantFrom(
    '',
    '=ls',
    '~root',
    '--%',
    '-rf',
    '@args',
    '1kb',
    "x'; calc #",
    'x’; calc #',
    'x"; calc',
    'x" & calc & "',
    '%PATH%',
    '%self',
    '!!',
    '$(id)',
    '`id`',
    '\\',
    'a b\\',
    'a\nb',
    'x&calc',
    'arn:aws:iam::111122223333:user/’;calc;’/x',
  ),
);
