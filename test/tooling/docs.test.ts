import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineProblem } from '../support/line-problem.ts';

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

/** The start of a call of rolekeeper, which can follow a pipe or be inside `$(…)`. */
const CALL = /(?:^|[|;&] |\$\()rolekeeper /;

/** The programs that the shell examples may start. */
const KNOWN_PROGRAMS = [
  'rolekeeper',
  ...['aws', 'docker', 'eval', 'git', 'jq', 'npm', 'npx', 'podman', 'rm', 'source'],
  ...['Invoke-Expression', 'Out-String'],
  ...['journalctl', 'launchctl', 'loginctl', 'systemctl'],
];

interface Link {
  readonly page: string;
  readonly file: string;
  readonly heading: string;
}

function linksIn(page: string): readonly Link[] {
  return [...text(page).matchAll(/\]\((?!https?:|mailto:)([^)#]*)#?([^)]*)\)/g)].map(
    ([, file = '', heading = '']) => ({
      page,
      file: file === '' ? page : join(dirname(page), file),
      heading,
    }),
  );
}

/** Returns the anchors that GitHub gives to the headings of a page. */
function anchorsIn(page: string): readonly string[] {
  return [...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutFences(page: string): string {
  return text(page).replaceAll(/^```[^]*?^```$/gm, '');
}

/**
 * Returns the command lines of a page's shell examples, without comments. Joins a line that ends in
 * a backslash with the next line.
 */
function shellLinesIn(page: string): readonly string[] {
  return [...text(page).matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block = '']) =>
    block
      .replaceAll(/ \\\n */g, ' ')
      .replaceAll(/(^|\s+)#.*$/gm, '')
      .split('\n')
      .filter((line) => line !== ''),
  );
}

describe('the documentation', () => {
  it('links only to files and headings that exist', () => {
    const links = pages.flatMap(linksIn);
    const broken = links.filter(({ file, heading }) => {
      if (!existsSync(join(root, file))) return true;
      return heading !== '' && !anchorsIn(file).includes(heading);
    });
    expect(links.length).toBeGreaterThan(60);
    expect(links.filter(({ heading }) => heading !== '').length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });

  it('has a path of links from the README to every page', () => {
    const reached = new Set(['README.md']);
    for (const page of reached)
      for (const { file } of linksIn(page)) if (pages.includes(file)) reached.add(file);
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });

  it('shows each picture in docs/pictures, and no other, and each has an `alt` text', () => {
    const shown = pages.flatMap((page) =>
      [...text(page).matchAll(/\b(?:src|srcset)="([^"]+)"/g)].map(([, picture = '']) =>
        join(dirname(page), picture),
      ),
    );
    const silent = pages.flatMap((page) =>
      [...text(page).matchAll(/<img\b[^>]*>/g)].filter(([tag]) => !/ alt="[^"]{10,}"/.test(tag)),
    );
    const stored = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
    expect([...new Set(shown)].toSorted()).toEqual(stored.toSorted());
    expect(silent).toEqual([]);
  });

  it('names only files that exist, in src, test, demo, bench, scripts and docs', () => {
    const named = pages
      .filter((page) => page !== 'CHANGELOG.md')
      .flatMap((page) =>
        [
          ...text(page)
            .replaceAll(/\s+/g, ' ')
            .matchAll(/[` ]((?:src|test|demo|bench|scripts|docs|node-runtime)\/[\w./-]+)/g),
        ].map(([, path = '']) => ({ page, path: path.replace(/\.$/, '') })),
      );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('has a row of dashes below the header of each table', () => {
    const tables = pages.flatMap((page) => [
      ...withoutFences(page).matchAll(/(?<=^|\n[^|]*\n)\|.*\n(.*)/g),
    ]);
    const broken = tables.filter(([, second = '']) => !/^\|(?: *:?-+:? *\|)+$/.test(second));
    expect(tables.length).toBeGreaterThan(10);
    expect(broken.map(([table]) => table)).toEqual([]);
  });

  it('has lines of at most 100 columns, apart from tables and pictures', () => {
    const long = pages
      .filter((page) => page !== 'CHANGELOG.md' && page !== 'docs/cli.md')
      .flatMap((page) =>
        text(page)
          .split('\n')
          .filter((line) => line.length > 100 && !/^(\||  <img|<!DOCTYPE)/.test(line))
          .map((line) => `${page}: ${line}`),
      );
    expect(long).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const named = pages.flatMap((page) =>
      [...text(page).matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script ?? ''),
    );
    expect(named).toContain('demo');
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  it('shows only commands and options of rolekeeper that the command line accepts', () => {
    const lines = pages.flatMap(shellLinesIn).filter((line) => CALL.test(line));
    const spans = pages.flatMap((page) =>
      [...withoutFences(page).matchAll(/`(rolekeeper [a-z][^`…(]*)`/g)].map(([, span = '']) =>
        span.replaceAll(/\s+/g, ' '),
      ),
    );
    const refused = [...lines, ...spans].filter((line) => {
      const problem = lineProblem(line);
      // The text may name a command without the command's arguments.
      const isName = spans.includes(line) && /^rolekeeper [a-z -]+$/.test(line);
      return problem !== null && !(isName && JSON.stringify(problem).includes('missing'));
    });
    expect(lines.length).toBeGreaterThan(40);
    expect(spans.length).toBeGreaterThan(20);
    expect(refused).toEqual([]);
  });

  it('has no shell example that starts an unknown program', () => {
    const programs = pages
      .flatMap(shellLinesIn)
      .flatMap((line) =>
        line.split(/ (?:&&|\|) /).map((part) => /^(?:[A-Z_]+=\S+ )*(\S+)/.exec(part)?.[1] ?? ''),
      );
    expect([...new Set(programs)].filter((name) => !KNOWN_PROGRAMS.includes(name))).toEqual([]);
  });

  it('names an existing test for every claim of SECURITY.md', () => {
    // A claim is a list item below this heading. It ends in one or more
    // `Test: path, "describe > title"`.
    const [, section = ''] = text('SECURITY.md').split('\n## Claims and their tests\n');
    const [claims = ''] = section.split('\n## ');
    const items = claims.split(/\n- /).slice(1);
    const unproved = items.filter((item) => {
      const tests = [...item.replace(/\s+/g, ' ').matchAll(/`(test\/[^`]+)`, "([^"]+)"/g)];
      const isThere = ([, path = '', title = '']: RegExpMatchArray): boolean =>
        existsSync(join(root, path)) &&
        title.split(' > ').every((part) => text(path).includes(part));
      return tests.length === 0 || !tests.every(isThere);
    });
    expect(items.length).toBeGreaterThan(40);
    expect(unproved).toEqual([]);
  });

  it('has a README of at most 130 lines of 100 columns, apart from tables and pictures', () => {
    const lines = text('README.md').split('\n');
    expect(lines.length).toBeLessThanOrEqual(130);
    expect(lines.filter((line) => line.length > 100 && !/^(\||  <img)/.test(line))).toEqual([]);
  });

  it('names an existing file and a function in that file for each step in docs/architecture.md', () => {
    const hops = [...text('docs/architecture.md').matchAll(/`(src\/[^`]+)`\s→\s`(\w+)`/g)];
    const lost = hops.filter(([, file = '', name = '']) => {
      const declared = new RegExp(`\\b${name}\\b *(<[^>]*>)? *[(:=]`);
      return !existsSync(join(root, file)) || !declared.test(text(file));
    });
    expect(hops.length).toBeGreaterThan(20);
    expect(lost.map(([hop]) => hop)).toEqual([]);
  });

  it('lists the layers of the core in the order that the dependency rule enforces', () => {
    const [, section = ''] = text('docs/architecture.md').split('\n## The layers of `src/core`\n');
    const [table = ''] = section.split('\n## ');
    const listed = [...table.matchAll(/^\| `([\w-]+)` /gm)].map(([, layer]) => layer);
    const [, rule = ''] = /const layers = \[([^\]]*)\]/.exec(text('.dependency-cruiser.cjs')) ?? [];
    const enforced = [...rule.matchAll(/'([\w-]+)'/g)].map(([, layer]) => layer);
    expect(listed.toReversed()).toEqual(enforced);
  });

  it('has on the page of each decision its number, its listed title, and the sections Context, Decision, Consequences and Evidence', () => {
    const index = text('docs/adr/README.md').replaceAll(/\n /g, '');
    const faulty = adrs
      .filter((page) => !page.endsWith('README.md'))
      .flatMap((page) => {
        const number = /\d{4}/.exec(page)?.[0] ?? '';
        const [, title = ''] = /^# \d{4}: (.+)$/m.exec(text(page)) ?? [];
        const parts = [...text(page).matchAll(/^## (.+)$/gm)].map(([, part]) => part);
        const isListed = title !== '' && index.includes(`.md): ${title}`);
        const isWhole = parts.join() === 'Context,Decision,Consequences,Evidence';
        return isListed && isWhole && text(page).startsWith(`# ${number}: `) ? [] : [page];
      });
    expect(faulty).toEqual([]);
  });

  it('lists the page of each decision once', () => {
    const listed = [...text('docs/adr/README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(
      ([, page]) => `docs/adr/${page}`,
    );
    expect(listed.toSorted()).toEqual(
      adrs.filter((page) => !page.endsWith('README.md')).toSorted(),
    );
  });
});
