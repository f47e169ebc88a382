import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLine } from '../support/read-line.ts';

const root = resolve(import.meta.dirname, '../..');
const adrs = readdirSync(join(root, 'docs/adr')).map((name) => `docs/adr/${name}`);
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...adrs,
];
const text = (page: string): string => readFileSync(join(root, page), 'utf8');
const scripts = Object.keys(
  (JSON.parse(text('package.json')) as { readonly scripts: object }).scripts,
);

describe('the documentation', () => {
  it('links to nothing that is not there', () => {
    const links = pages.flatMap((page) =>
      [...text(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) =>
        join(dirname(page), link ?? ''),
      ),
    );
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it('names only npm scripts that there are', () => {
    const named = pages.flatMap((page) =>
      [...text(page).matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? ''),
    );
    expect(named).toContain('demo');
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  it('shows only commands and options that the command line has', () => {
    const shown = pages
      .flatMap((page) => [
        ...text(page)
          .replaceAll(/^```text$[^]*?^```$/gm, '')
          .replaceAll(/ \\\n */g, ' ')
          .matchAll(/^(?:eval "\$\()?(rolekeeper .*?)(?:\)"|\s+#.*)?$/gm),
      ])
      .map(([, line]) => line ?? '');
    const unknown = shown.filter((line) => readLine(line) !== null);
    expect(shown.length).toBeGreaterThan(10);
    expect(unknown).toEqual([]);
  });

  it('names for every claim of SECURITY.md the test that proves it', () => {
    // A claim is a list item below this heading. It ends in one or more `Test: path, "title"`.
    const [, section = ''] = text('SECURITY.md').split('\n## Claims and their tests\n');
    const [claims = ''] = section.split('\n## ');
    const items = claims.split(/\n- /).slice(1);
    const unproved = items.filter((item) => {
      const tests = [...item.replace(/\s+/g, ' ').matchAll(/`(test\/[^`]+)`, "([^"]+)"/g)];
      const isThere = ([, path = '', title = '']: RegExpMatchArray): boolean =>
        existsSync(join(root, path)) && text(path).includes(title);
      return tests.length === 0 || !tests.every(isThere);
    });
    expect(items.length).toBeGreaterThan(40);
    expect(unproved).toEqual([]);
  });

  it('fits the README on 130 lines of 100 columns, apart from tables and pictures', () => {
    const lines = text('README.md').split('\n');
    expect(lines.length).toBeLessThanOrEqual(130);
    expect(lines.filter((line) => line.length > 100 && !/^(\||  <img)/.test(line))).toEqual([]);
  });

  it('follows a value only through files and functions that exist', () => {
    const hops = [...text('docs/architecture.md').matchAll(/`(src\/[^`]+)` → `(\w+)`/g)];
    const lost = hops.filter(([, file = '', name = '']) => {
      const declared = new RegExp(`\\b${name}\\b *(<[^>]*>)? *[(:=]`);
      return !existsSync(join(root, file)) || !declared.test(text(file));
    });
    expect(hops.length).toBeGreaterThan(20);
    expect(lost.map(([hop]) => hop)).toEqual([]);
  });

  it('lists the floors of the core in the order that the dependency rule enforces', () => {
    const [, section = ''] = text('docs/architecture.md').split('\n## The floors of `src/core`\n');
    const [table = ''] = section.split('\n## ');
    const listed = [...table.matchAll(/^\| `([\w-]+)` /gm)].map(([, floor]) => floor);
    const [, rule = ''] = /const floors = \[([^\]]*)\]/.exec(text('.dependency-cruiser.cjs')) ?? [];
    const enforced = [...rule.matchAll(/'([\w-]+)'/g)].map(([, floor]) => floor);
    expect(listed.toReversed()).toEqual(enforced);
  });

  it('lists every decision once', () => {
    const listed = [...text('docs/adr/README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(
      ([, page]) => `docs/adr/${page}`,
    );
    expect(listed.toSorted()).toEqual(
      adrs.filter((page) => !page.endsWith('README.md')).toSorted(),
    );
  });
});
