import fc from 'fast-check';
import { anyCharacter } from '../../support/any-character.ts';

const READ_BY_SOME_SHELL = Array.from(
  '\'"`$\\!%^&|<>(){}[];,=~*?#@:+- ./aA1\t\n\r\0‘’‚‛“”„‟–—―…\u202e\u200bё',
);

/** Texts of characters that shells interpret, of any others, and of both. */
export const hostileText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...READ_BY_SOME_SHELL), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...READ_BY_SOME_SHELL, 'grapheme'), maxLength: 12 }),
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
