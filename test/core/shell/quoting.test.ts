import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrintable } from '../../../src/core/printable.ts';
import {
  quotedForAnyShell,
  quotedArgument,
  quotedOnUnix,
  quotedText,
} from '../../../src/core/quoting.ts';
import { runs } from '../../support/credentials-texts.ts';
import { anyHostileText } from './hostile-texts.ts';
import { realShell } from './real-shells.ts';
import {
  cmdLine,
  powerShellToProgram,
  powerShellWords,
  programArguments,
} from './windows-shells.ts';

interface Quoted {
  readonly text: string;
  readonly word: string;
}

/** Returns many hostile texts and their quoted forms, for one call of a shell, which is slow. */
function samples(quote: (text: string) => string | null): readonly Quoted[] {
  return fc.sample(anyHostileText, { numRuns: runs(1500), seed: 2026 }).flatMap((text) => {
    const word = quote(text);
    return word === null ? [] : [{ text, word }];
  });
}

const print = (words: readonly Quoted[]): string =>
  `printf '%s\\n' ${words.map(({ word }) => word).join(' ')}`;
const texts = (words: readonly Quoted[]): string => words.map(({ text }) => `${text}\n`).join('');

const posix = (['bash', 'dash', 'zsh'] as const).map(realShell);
const fish = realShell('fish');

describe('a quoted word', () => {
  it.each(posix.filter(({ skip }) => !skip))(
    'reaches a program unchanged through a real $name',
    (shell) => {
      const words = samples((text) => quotedArgument('bash', text));
      expect(shell.run(print(words))).toBe(texts(words));
    },
  );

  it.skipIf(fish.skip)(`reaches a program unchanged through a real ${fish.title}`, () => {
    const words = samples((text) => quotedArgument('fish', text));
    expect(fish.run(print(words))).toBe(texts(words));
  });

  it('reaches a program unchanged through PowerShell', () => {
    for (const { text, word } of samples((each) => quotedArgument('powershell', each))) {
      expect(powerShellWords(word)).toEqual([text]);
      expect(powerShellToProgram([text])).toEqual([text]);
    }
  });

  it('reaches a program unchanged through cmd', () => {
    for (const { text, word } of samples((each) => quotedArgument('cmd', each))) {
      expect(programArguments(`program ${cmdLine(word)}`)).toEqual(['program', text]);
    }
  });

  it('is null for hidden characters, and for a text that cmd or PowerShell would change', () => {
    for (const shell of ['bash', 'fish', 'powershell', 'cmd'] as const) {
      for (const text of ['a\nb', 'a\u001b[2J', 'a\u202eb', 'a\u009bb', 'a\ud800']) {
        expect(quotedText(shell, text)).toBeNull();
        expect(quotedArgument(shell, text)).toBeNull();
      }
    }
    for (const text of ['a"b', '%PATH%', 'a^b', 'a!b', 'a b\\'])
      expect(quotedArgument('cmd', text)).toBeNull();
    for (const text of ['a"b', '', 'a b\\']) expect(quotedArgument('powershell', text)).toBeNull();
  });

  it('is not null for usual names, ARNs and paths', () => {
    const usual = [
      'arn:aws:iam::111122223333:role/team/My.Role-1@x=y,z+w',
      'C:\\Users\\Alice B\\.aws\\config',
      '/home/ålice/.aws/config',
      'my profile',
      '<GROUP>',
    ];
    for (const shell of ['bash', 'fish', 'powershell', 'cmd'] as const) {
      for (const text of usual) expect(quotedArgument(shell, text)).not.toBeNull();
    }
  });

  it('contains each character twice that PowerShell reads as a single quote', () => {
    expect(quotedText('powershell', "it's <‘a’ ‚b‛>")).toBe("'it''s <‘‘a’’ ‚‚b‛‛>'");
    expect(quotedText('powershell', '@x')).toBe("'@x'");
  });
});

describe('a word quoted for Unix shells', () => {
  it.each([...posix, fish].filter(({ skip }) => !skip))(
    'reaches a program unchanged through a real $name',
    (shell) => {
      const words = samples(quotedOnUnix);
      expect(shell.run(print(words))).toBe(texts(words));
    },
  );

  it('is null only for a text with hidden characters', () => {
    fc.assert(
      fc.property(anyHostileText, (text) => {
        expect(quotedOnUnix(text) !== null).toBe(isPrintable(text));
      }),
    );
    expect(quotedOnUnix('')).toBe("''");
  });
});

describe('a word quoted for an unknown shell', () => {
  it.each(posix.filter(({ skip }) => !skip))(
    'reaches a program unchanged through a real $name',
    (shell) => {
      const words = samples(quotedForAnyShell);
      expect(shell.run(print(words))).toBe(texts(words));
    },
  );

  it.skipIf(fish.skip)(`reaches a program unchanged through a real ${fish.title}`, () => {
    const words = samples(quotedForAnyShell);
    expect(fish.run(print(words))).toBe(texts(words));
  });

  it('reaches a program unchanged through cmd, and PowerShell interprets nothing in it', () => {
    for (const { text, word } of samples(quotedForAnyShell)) {
      expect(programArguments(`program ${cmdLine(word)}`)).toEqual(['program', text]);
      // about_Quoting_Rules: inside double quotes, `$` and the backtick are interpreted, and a
      // quote ends the string.
      const inner = word.startsWith('"') ? word.slice(1, -1) : word;
      expect(inner).toBe(text);
      expect(inner).not.toMatch(/["$`“”„]/);
      if (!word.startsWith('"')) expect(powerShellWords(`x${word}`)).toEqual([`x${text}`]);
    }
  });

  it('is null for an allowed name only if it contains %', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_\-/.@]{0,20}$/);
    fc.assert(fc.property(name, (text) => quotedForAnyShell(text) !== null && isPrintable(text)));
    expect(quotedForAnyShell('50%PATH%')).toBeNull();
    expect(quotedForAnyShell('my profile; x')).toBe('"my profile; x"');
  });
});
