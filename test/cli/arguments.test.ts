import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';

const text = 'text';
const bare = { summary: '', options: {}, examples: [] } as const;
const spec = {
  ...bare,
  operand: { name: 'NAME', count: 'many', text },
  options: {
    json: { kind: 'switch', text },
    region: { kind: 'value', value: 'R', text },
    'mfa-code': { kind: 'value', value: 'CODE', text },
  },
  forms: [{ operand: 'needed', takes: ['json', 'region', 'mfa-code'] }],
} as const;
const oneName = { name: 'NAME', count: 'one', text } as const;
const exec = {
  ...bare,
  operand: oneName,
  forms: [{ operand: 'needed', program: true }],
} as const;

describe('command line arguments', () => {
  it('can be in any order, and a repeated option has its last value', () => {
    expect(readArguments(['a', '--region', 'x', 'b', '--json', '--region=y'], spec)).toEqual({
      ok: true,
      value: { flags: { region: 'y', json: true }, names: ['a', 'b'], program: [] },
    });
  });

  it('can repeat a role name, which the parser then returns once', () => {
    expect(readArguments(['a', 'b', 'a'], spec)).toMatchObject({ value: { names: ['a', 'b'] } });
  });

  it('can have an empty text or a single dash as the value of an option', () => {
    expect(readArguments(['a', '--region', '', '--mfa-code', '-'], spec)).toMatchObject({
      value: { flags: { region: '', 'mfa-code': '-' } },
    });
  });

  it('must have an equals sign before a value that begins with a dash', () => {
    expect(readArguments(['a', '--region=-x'], spec)).toMatchObject({
      value: { flags: { region: '-x' } },
    });
    expect(readArguments(['a', '--region', '--json'], spec)).toEqual({
      ok: false,
      problem: { kind: 'value-missing', flag: '--region', instead: '--json' },
    });
  });

  it.each([
    [['a', '--region'], { kind: 'value-missing', flag: '--region', instead: null }],
    [['a', '--json=yes'], { kind: 'value-unwanted', flag: '--json' }],
    [['a', '--regin', 'x'], { kind: 'flag-unknown', flag: '--regin', closest: '--region' }],
    [['a', '-x'], { kind: 'flag-unknown', flag: '-x', closest: null }],
    [['a', '--constructor', 'x'], { kind: 'flag-unknown', flag: '--constructor', closest: null }],
    [[], { kind: 'name-missing', name: 'NAME' }],
  ])('are refused if they are %j, with the problem %j', (argv, problem) => {
    expect(readArguments(argv, spec)).toEqual({ ok: false, problem });
  });

  it('are refused if there are more than the command accepts', () => {
    expect(
      readArguments(['a', 'b'], { ...bare, operand: oneName, forms: [{ operand: 'needed' }] }),
    ).toEqual({
      ok: false,
      problem: { kind: 'word-unexpected', word: 'b' },
    });
    expect(readArguments(['a'], { ...bare, forms: [{}] })).toMatchObject({ ok: false });
  });

  it('are the arguments of the program if they follow --, even if they are options or a second --', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('--', '-v', '--help', '--a=b', '')), {
          minLength: 1,
        }),
        (program) => {
          expect(readArguments(['name', '--', ...program], exec)).toMatchObject({
            value: { names: ['name'], program },
          });
        },
      ),
    );
  });

  it('are refused if `exec` gets no -- or no program after it', () => {
    expect(readArguments(['name'], exec)).toEqual({
      ok: false,
      problem: { kind: 'program-missing' },
    });
    expect(readArguments(['name', 'aws', 's3'], exec)).toEqual({
      ok: false,
      problem: { kind: 'program-missing' },
    });
    expect(readArguments(['name', '--'], exec)).toEqual({
      ok: false,
      problem: { kind: 'program-missing' },
    });
  });
});
