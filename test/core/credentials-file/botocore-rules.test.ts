import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  everyViolation,
  firstViolation,
} from '../../../src/core/credentials-file/botocore-rules.ts';
import { parseIni } from '../../../src/core/credentials-file/ini-document.ts';
import type { IniDocument } from '../../../src/core/credentials-file/ini-document.ts';
import { botocoreReader } from '../../support/botocore-reader.ts';
import type { BotocoreReader, IniValues } from '../../support/botocore-reader.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';
import { anyText, runs, readableText } from '../../support/credentials-texts.ts';
import { externalSuite } from '../../interop/external-suite.ts';
import { botocorePython } from '../../support/external-programs.ts';

describe('the parsing rules of botocore', () => {
  it.each([
    ['[a]\nk = v\n[a]\n', { line: 3, rule: 'duplicate-section' }],
    ['[a]\nk = v\nK: w\n', { line: 3, rule: 'duplicate-key' }],
    ['[a]\nk = v\nnonsense\n', { line: 3, rule: 'line-without-value-sign' }],
    ['[a]\n= v\n', { line: 2, rule: 'line-without-value-sign' }],
    ['[a]\ns3 =\n  a = b\n  nonsense\n', { line: 4, rule: 'line-without-value-sign' }],
    ['# c\nk = v\n[a]\n', { line: 2, rule: 'key-before-header' }],
    ['[a]\n\n[b\nk = v\n', { line: 3, rule: 'unclosed-header' }],
    ['\ufeff[a]\nk = v\n', { line: 1, rule: 'byte-order-mark' }],
    ['[a]\r\nk = v\r\n[a]\r\n', { line: 3, rule: 'duplicate-section' }],
    ['[a]\rk = v\r[a]\r', { line: 3, rule: 'duplicate-section' }],
  ])('find the first line that botocore refuses in %j', (text, violation) => {
    expect(firstViolation(text)).toEqual(violation);
    expect(parseIni(text).violation).toEqual(violation);
  });

  it('list violations in the order of the text, beginning with the one that `firstViolation` returns', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const all = everyViolation(text);
        expect(all[0] ?? null).toEqual(firstViolation(text));
        const lines = all.map(({ line }) => line);
        expect(lines).toEqual(lines.toSorted((one, other) => one - other));
      }),
      { numRuns: runs(300) },
    );
  });

  it('find a repeated key among many keys, even in capital letters or with a Kelvin sign for k', () => {
    const many = Array.from({ length: 60 }, (_, n) => `key_${n} = v`);
    expect(firstViolation(['[a]', ...many].join('\n'))).toBeNull();
    expect(firstViolation(['[a]', ...many, 'KEY_3 = v'].join('\n'))).toEqual({
      line: 62,
      rule: 'duplicate-key',
    });
    expect(firstViolation(['[a]', ...many, 'KEY_59 = v'].join('\n'))).toEqual({
      line: 62,
      rule: 'duplicate-key',
    });
    expect(firstViolation('[a]\nkey = v\n\u212aey = v\n')).toEqual({
      line: 3,
      rule: 'duplicate-key',
    });
    expect(firstViolation('[a]\nkey = v\n[b]\nkey = v\n')).toBeNull();
  });

  it('take time linear in the size of the file, with any line ends', () => {
    const section = (n: number): string =>
      `[profile-${n}]\naws_access_key_id = AKIA${n}\nregion = eu-west-1\n\n`;
    const timeOf = (count: number, lineEnd: string): number => {
      const text = Array.from({ length: count }, (_, n) => section(n))
        .join('')
        .replaceAll('\n', lineEnd);
      const times = Array.from({ length: 8 }, () =>
        cpuMsOf(() => expect(firstViolation(text)).toBeNull()),
      );
      // Uses the fastest run, because other work in this process can only make a run slower.
      return Math.min(...times.slice(3));
    };
    // V8 has optimised the code after 300 runs. In an earlier version, only the optimised code took
    // quadratic time.
    for (let n = 0; n < 300; n += 1) timeOf(20, '\n');
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const [some, many] = [timeOf(1000, lineEnd), timeOf(10_000, lineEnd)];
      expect(many / some).toBeLessThan(40);
    }
  });

  it.each([
    '',
    '\n\n',
    '# only a comment',
    '[a]',
    '  [a]\n  k : v',
    '[DEFAULT]\na=1\n[DEFAULT]\nb=2',
    '[a]\nk = v\n  [b]\n',
  ])('accept %j', (text) => {
    expect(firstViolation(text)).toBeNull();
  });
});

const python = botocorePython();

const suite = externalSuite('the parsing rules of Rolekeeper', { botocore: python });

describe.skipIf(suite.skip)(suite.title, () => {
  let botocore: BotocoreReader;
  beforeAll(() => {
    botocore = botocoreReader(python ?? '');
  });
  afterAll(() => {
    botocore.close();
  });

  it('agree with botocore on which files can be read', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        fc.pre(!isRefusedOnlyHere(text));
        const expected = await botocore.read(text);
        if (expected === null) refused += 1;
        expect(firstViolation(text) === null).toBe(expected !== null);
      }),
      { numRuns: runs(400) },
    );
    expect(refused).toBeGreaterThan(50);
  });

  it('agree with botocore on every key and value of a readable file', async () => {
    await fc.assert(
      fc.asyncProperty(readableText, async (text) => {
        expect(withNestedBlocks(valuesOf(parseIni(text)))).toEqual(
          withNestedBlocks(await botocore.read(text)),
        );
      }),
      { numRuns: runs(400) },
    );
  });
});

/** Returns true if only Rolekeeper may refuse the text, because of a nested block under DEFAULT. */
function isRefusedOnlyHere(text: string): boolean {
  return text.includes('[DEFAULT]') && /[=:][ \t]*[\r\n]/.test(text);
}

function valuesOf(document: IniDocument): IniValues {
  const values: Record<string, Record<string, string>> = {};
  for (const section of document.sections) {
    const known = values[section.name] ?? {};
    values[section.name] = {
      ...known,
      ...Object.fromEntries(section.entries.map(({ key, value }) => [key, value])),
    };
  }
  const { DEFAULT: inherited = {}, ...rest } = values;
  return Object.fromEntries(
    Object.entries(rest).map(([name, own]) => [name, { ...inherited, ...own }]),
  );
}

/** Turns nested blocks into objects, as botocore does. */
function withNestedBlocks(values: IniValues | null): unknown {
  const entries = Object.entries(values ?? {}).map(([name, section]) => [
    name,
    Object.fromEntries(
      Object.entries(section).map(([key, value]) => [
        key,
        typeof value === 'string' ? nested(value) : value,
      ]),
    ),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function nested(value: string): unknown {
  if (!value.startsWith('\n')) return value;
  const lines = value.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf('=')).trim(),
      line.slice(line.indexOf('=') + 1).trim(),
    ]),
  );
}
