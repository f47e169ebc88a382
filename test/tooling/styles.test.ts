import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'src/renderer/styles');
const TOKENS = 'tokens.css';
const styles = readdirSync(folder)
  .filter((name) => name !== TOKENS)
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const tokens = declarationsIn(readFileSync(join(folder, TOKENS), 'utf8')).filter(({ property }) =>
  property.startsWith('--'),
);
const page = readFileSync(join(root, 'docs/design.md'), 'utf8');

interface Declaration {
  readonly property: string;
  readonly value: string;
}

function declarationsIn(css: string): readonly Declaration[] {
  const rules = css.replaceAll(/\/\*.*?\*\//gs, '');
  return [...rules.matchAll(/(?<=[{;]\s*)([a-z-]+[a-z0-9-]*)\s*:\s*([^;{}]+);/g)].map(
    ([, property = '', value = '']) => ({ property, value: value.replaceAll(/\s+/g, ' ') }),
  );
}

/** Returns the declarations whose value must be a token but is a literal. */
function strayValues(css: string): readonly string[] {
  return declarationsIn(css)
    .filter(({ property, value }) => isStray(property, value))
    .map(({ property, value }) => `${property}: ${value}`);
}

function isStray(property: string, value: string): boolean {
  if (/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix)\(/i.test(value))
    return true;
  if (/\d(?:px|pt|ms)\b|\d s\b/.test(value)) return true;
  if (property === 'font-size') return !/^(?:inherit|87\.5%|var\(--text[a-z-]*\))$/.test(value);
  if (property === 'font-weight') return !/^(?:inherit|400|var\(--weight-[a-z]+\))$/.test(value);
  if (property === 'font') return value !== 'inherit' && !value.includes('var(--text');
  if (/^(?:color|fill|stroke|background|background-color|border-color)$/.test(property))
    return !/^(?:inherit|none|transparent|currentcolor|var\(--[a-z-]+\)|[A-Z]\w+)$/.test(value);
  return false;
}

describe('the stylesheets of the panel', () => {
  it.each(styles)(
    'take every colour, type size, weight and duration of $name from the tokens',
    ({ text }) => {
      expect(strayValues(text)).toEqual([]);
    },
  );

  it.each([
    '.a { color: #fff; }',
    '.a { color: white; }',
    '.a { border: 1px solid var(--line); }',
    '.a { background: rgb(0 0 0 / 10%); }',
    '.a { font-size: 0.9rem; }',
    '.a { font-weight: 700; }',
    '.a { font: 600 0.8rem sans-serif; }',
    '.a { transition: color 200ms; }',
  ])('are refused if they have a literal value: %s', (css) => {
    expect(strayValues(css)).toHaveLength(1);
  });

  it('use only tokens that exist', () => {
    const known = new Set(tokens.map(({ property }) => property));
    const used = styles.flatMap(({ text }) => [...text.matchAll(/var\((--[a-z0-9-]+)/g)]);
    expect(
      [...new Set(used.map(([, name = '']) => name))].filter((name) => !known.has(name)),
    ).toEqual([]);
  });

  it('use every token', () => {
    const all = styles.map(({ text }) => text).join('\n');
    expect(
      tokens.map(({ property }) => property).filter((name) => !all.includes(`var(${name})`)),
    ).toEqual([]);
  });

  it('have the same tokens with the same values as docs/design.md', () => {
    const described = [...page.matchAll(/^\| `(--[a-z0-9-]+)` +\| ([^|]+?) +\|/gm)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('`', '')],
    );
    const lengths = tokens.filter(({ value }) => /^[\d.]+(?:rem|ms ease-out)?$/.test(value));
    expect(new Map(described.map(([name = '', value = '']) => [name, value]))).toEqual(
      new Map([
        ...lengths.map(({ property, value }) => [property, value] as const),
        ...tokens
          .filter(({ value }) => value.startsWith('light-dark(#'))
          .map(
            ({ property, value }) =>
              [property, value.replace(/^light-dark\((.*)\)$/, '$1')] as const,
          ),
      ]),
    );
  });
});
