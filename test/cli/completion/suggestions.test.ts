import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/cli/arguments.ts';
import { commandNames, specOf } from '../../../src/cli/command-table/commands.ts';
import { bashInsertion, readBashLine } from '../../../src/cli/completion/bash-line.ts';
import { suggestionsAfter } from '../../../src/cli/completion/suggestions.ts';
import { REGIONS } from '../../../src/core/aws-config/regions.ts';
import { isPrintable } from '../../../src/core/printable.ts';
import { installedShell } from '../../support/shell-session.ts';
import { anyCharacter } from '../../support/any-character.ts';

const wordsAfter = (before: readonly string[], current = ''): readonly string[] => {
  const suggested = suggestionsAfter(before, current);
  return suggested.kind === 'words' ? suggested.words.map(({ word }) => word) : [];
};

describe('the list of words that completion offers', () => {
  it('contains the first word of every command, and after that its second word', () => {
    const suggested = wordsAfter([]).flatMap((first) => {
      const seconds = wordsAfter([first]).filter((word) => !word.startsWith('-'));
      return commandNames.includes(first as never)
        ? [first]
        : seconds.map((word) => `${first} ${word}`);
    });
    expect(suggested.filter((name) => !name.startsWith('-'))).toEqual(
      expect.arrayContaining([...commandNames]),
    );
  });

  it('contains no option that is wrong after the words before it', () => {
    const aWord = fc.nat(1000);
    fc.assert(
      fc.property(fc.constantFrom(...commandNames), fc.array(aWord), (name, choices) => {
        const spec = specOf(name);
        const words: string[] = [];
        for (const choice of choices) {
          const suggested = suggestionsAfter([...name.split(' '), ...words], '-');
          if (suggested.kind !== 'words') words.push('value');
          else {
            const options = suggested.words.filter(({ word }) => word !== '--help');
            const option = options[choice % Math.max(1, options.length)];
            if (option === undefined) break;
            words.push(option.word);
            const kind = spec.options[option.word.slice(2)]?.kind;
            if (kind !== 'switch') words.push('value');
          }
        }
        const read = readArguments(words, spec);
        // The command may need more words, but it refuses none of the given words.
        const missing = [
          'name-missing',
          'flag-needed',
          'nothing-given',
          'program-missing',
          'no-effect',
        ];
        expect(read.ok || missing.includes(read.problem.kind), JSON.stringify([words, read])).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('has values for each operand and for each option that is a region, shell, format, profile, file or group', () => {
    // Names that the user makes up or copies from elsewhere, so completion cannot know them.
    const free = new Set([
      ...['role add NAME', 'role discover PATTERN'],
      ...['policy --group', 'restore --file'],
    ]);
    const operands = commandNames.flatMap((name) => {
      const { operand } = specOf(name);
      const isMissing = operand !== undefined && operand.completion === undefined;
      return isMissing && !free.has(`${name} ${operand.name}`) ? [name] : [];
    });
    const options = commandNames.flatMap((name) =>
      Object.entries(specOf(name).options).flatMap(([option, spec]) => {
        if (spec.kind === 'switch' || spec.completion !== undefined) return [];
        const isKnown = /region|shell|format|profile|file|group/.test(option);
        const word = `${name} --${option}`;
        return isKnown && !free.has(word) ? [word] : [];
      }),
    );
    expect([...operands, ...options]).toEqual([]);
  });

  it('contains the values of an option after a space or an equals sign', () => {
    const region = { kind: 'values', completion: { kind: 'names', of: ['region'] } };
    expect(suggestionsAfter(['role', 'add', 'x', '--region'], 'eu')).toMatchObject(region);
    expect(suggestionsAfter(['role', 'add', 'x'], '--region=eu')).toMatchObject({
      ...region,
      prefix: '--region=',
      mayBeginWithDash: true,
    });
    expect(suggestionsAfter(['exec', 'x', '--', 'ls'], '')).toMatchObject({
      completion: { kind: 'files' },
    });
    expect(suggestionsAfter(['nonsense'], '')).toEqual({ kind: 'words', words: [] });
  });
});

describe('a name that completion inserts into a line of bash', () => {
  const wordBreaks = ' \t\n"\'@><=;|&(:';
  const quotes = ['', "'", '"'] as const;
  const character = fc.oneof(
    fc.constantFrom(...Array.from(' \t"\'$`\\!&;|<>(){}[]*?~#%^=:@,')),
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 1 }),
  );
  const aName = fc
    .array(character, { minLength: 1, maxLength: 20 })
    .map((characters) => characters.join(''))
    .filter(isPrintable);

  /**
   * Returns the line of bash after the user typed `typed` characters of the name and pressed tab.
   */
  function completed(name: string, quote: (typeof quotes)[number], typed: number): string {
    const start = `rolekeeper assume ${quote}${name.slice(0, typed)}`;
    const line = readBashLine(start, wordBreaks);
    const inserted = bashInsertion(name, line) ?? '';
    // readline keeps the text before the insertion. If the insertion begins with the quote that the
    // user opened, readline removes the user's quote.
    const empty = { before: [], current: '', kept: '', quote: '' } as const;
    return `rolekeeper assume ${bashInsertion(line.kept, empty) ?? ''}${inserted}`;
  }

  it.skipIf(installedShell('bash') === null)(
    'is exactly that name when bash reads the line',
    () => {
      const samples = fc.sample(fc.tuple(aName, fc.constantFrom(...quotes)), 500);
      const lines = samples.map(([name, quote]) => completed(name, quote, 0));
      const script = `rolekeeper() { printf '%s\\0' "$2"; }\n${lines.join('\n')}\n`;
      const read = execFileSync('bash', ['-s'], { input: script, encoding: 'utf8' }).split('\0');
      expect(read.slice(0, -1)).toEqual(samples.map(([name]) => name));
    },
  );

  it('is exactly that name if the user typed its beginning, with or without a quote', () => {
    // The name begins with characters that need no quoting, so they are the same inside quotes.
    const plain = fc.stringMatching(/^[a-z:=@]{1,6}$/);
    fc.assert(
      fc.property(plain, aName, fc.constantFrom(...quotes), (typed, end, quote) => {
        const name = typed + end;
        const line = completed(name, quote, typed.length);
        const { before, current } = readBashLine(`${line} `, wordBreaks);
        expect([before.at(-1), current]).toEqual([name, '']);
      }),
      { numRuns: 1000 },
    );
  });

  it('is not inserted if the typed word is not the beginning of the name', () => {
    expect(bashInsertion('name', readBashLine('rolekeeper assume nb', wordBreaks))).toBeNull();
  });
});

it('completion offers the regions that botocore knows', ({ skip }) => {
  const list = (() => {
    try {
      return execFileSync(
        'python3',
        [
          '-c',
          `import json, os, botocore
path = os.path.join(os.path.dirname(botocore.__file__), 'data/partitions.json')
print(json.dumps([r for p in json.load(open(path))['partitions'] for r in p['regions']]))`,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      );
    } catch {
      return null;
    }
  })();
  if (list === null) skip('botocore is not installed here');
  const known = (JSON.parse(list ?? '[]') as readonly string[]).filter(
    (region) => !region.endsWith('-global'),
  );
  expect([...REGIONS].toSorted()).toEqual(expect.arrayContaining(known.toSorted()));
});
