import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { usageLines } from '../../src/cli/command-table/command-spec.ts';
import type { CommandSpec } from '../../src/cli/command-table/command-spec.ts';
import { commandNames, commandWords, specOf } from '../../src/cli/command-table/commands.ts';
import { commandHelp, exampleLine } from '../../src/cli/output/help.ts';
import { lineProblem } from '../support/line-problem.ts';

/**
 * The required words and the optional groups of one usage line. At most one word of each group is
 * allowed.
 */
interface PrintedForm {
  readonly needs: readonly string[];
  readonly takes: readonly (readonly string[])[];
}

function printedForms(spec: CommandSpec): readonly PrintedForm[] {
  return usageLines('', spec).map((line, index) => {
    const words = line.replace(/ -- COMMAND…$/, '');
    const groups = [...words.matchAll(/\[([^\]]*)\]/g)].map(([, group = '']) => group);
    const all = (spec.forms[index]?.takes ?? []).map((one) =>
      [one].flat().map((name) => `--${name}`),
    );
    const takes = groups.flatMap((group) =>
      group === 'options' ? all : [group.split(' | ').map((word) => word.split(' ')[0] ?? '')],
    );
    const outside = words.replace(/\[[^\]]*\]/g, '').trim();
    return { needs: outside.match(/^[A-Z]+…?|--[\w-]+/g) ?? [], takes };
  });
}

/** Returns true if the usage line allows these words. */
function fitsPrinted(words: readonly string[], { needs, takes }: PrintedForm): boolean {
  const plain = (word: string): string => word.replace('…', '');
  const isKnown = (word: string): boolean => [...needs, ...takes.flat()].map(plain).includes(word);
  return (
    needs.every((word) => words.includes(plain(word))) &&
    words.every(isKnown) &&
    takes.every((group) => group.filter((word) => words.includes(plain(word))).length <= 1)
  );
}

describe.each(commandNames.map((name) => ({ name, spec: specOf(name) })))(
  'the specification of the command `$name`',
  ({ name, spec }) => {
    const options = Object.keys(spec.options);
    const hasProgram = spec.forms.some(({ program }) => program === true);

    it('has each of its options in a usage line, and no other option', () => {
      const listed = spec.forms.flatMap(({ needs = [], takes = [] }) => [
        ...needs,
        ...takes.flat(),
      ]);
      expect(new Set(listed)).toEqual(new Set(options));
    });

    it('accepts the combinations of its usage lines, and refuses all others', () => {
      const printed = printedForms(spec);
      const needsOption = spec.forms.some((form) => form.needsOption === true);
      fc.assert(
        fc.property(fc.subarray(options), fc.boolean(), (given, hasOperand) => {
          const operand = hasOperand ? (spec.operand?.name ?? 'WORD') : null;
          const argv = [
            ...(operand === null ? [] : [operand]),
            ...given.flatMap((option) =>
              spec.options[option]?.kind === 'switch' ? [`--${option}`] : [`--${option}`, 'x'],
            ),
            ...(hasProgram ? ['--', 'true'] : []),
          ];
          const words = [
            ...(operand === null ? [] : [operand]),
            ...given.map((option) => `--${option}`),
          ];
          const fits = printed.some((form) => fitsPrinted(words, form));
          const isEmpty = needsOption && given.length === 0;
          expect(readArguments(argv, spec).ok, argv.join(' ')).toBe(fits && !isEmpty);
        }),
        { numRuns: 300 },
      );
    });

    it('has examples that the parser accepts', () => {
      const lines = spec.examples.map(({ line }) => exampleLine(line));
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.map(lineProblem)).toEqual(lines.map(() => null));
      const about = [name, ...(spec.aliases ?? [])].join('|');
      for (const line of lines) expect(line).toMatch(new RegExp(`rolekeeper (${about})\\b`));
    });

    it('has a help text whose lines have at most 80 columns, apart from examples', () => {
      const [prose = ''] = commandHelp(name).join('\n').split('\nExamples:');
      expect(prose.split('\n').filter((line) => line.length > 80)).toEqual([]);
    });
  },
);

it('no two commands have the same name or alias', () => {
  expect(new Set(commandWords()).size).toBe(commandWords().length);
});
