import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const REPOSITORY = 'https://github.com/rolekeeper/rolekeeper';

interface Manifest {
  readonly homepage: string;
  readonly repository: { readonly url: string };
  readonly bugs: string;
  readonly keywords: readonly string[];
  readonly engines: { readonly node: string };
}

const manifest = JSON.parse(text('package.json')) as Manifest;

/**
 * Returns true if a version meets a range of `engines`. Knows only the forms that the locked
 * packages use.
 */
function meets(version: string, range: string): boolean {
  const numbers = (words: string): readonly number[] => words.split('.').map(Number);
  const compare = (one: readonly number[], other: readonly number[]): number =>
    [0, 1, 2].map((at) => (one[at] ?? 0) - (other[at] ?? 0)).find((by) => by !== 0) ?? 0;
  const isMet = (comparator: string): boolean => {
    const [, sign = '', words = ''] =
      /^(>=|>|<=|<|\^|~|=|)v?(\d[\d.]*)$/.exec(comparator.replace(/\.[x*]/g, '')) ?? [];
    if (comparator === '*' || comparator === '') return true;
    if (words === '') throw new Error(`unknown version range: ${comparator}`);
    const by = compare(numbers(version), numbers(words));
    const isSameMajor = numbers(version)[0] === numbers(words)[0];
    if (sign === '>=') return by >= 0;
    if (sign === '>') return by > 0;
    if (sign === '<') return by < 0;
    if (sign === '<=') return by <= 0;
    return isSameMajor && (sign === '^' || sign === '' ? by >= 0 : true);
  };
  return range.split('||').some((part) =>
    part
      .trim()
      .replace(/([<>=^~]) +/g, '$1')
      .split(/ +/)
      .every(isMet),
  );
}

describe('the required Node version', () => {
  const least = manifest.engines.node.split('||').map((part) => part.replace(/[^\d.]/g, ''));
  const { packages } = JSON.parse(text('package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly engines?: { readonly node?: string } }>>;
  };

  it('meets the `engines` of each package in the lockfile', () => {
    const refusing = least.flatMap((version) =>
      Object.entries(packages)
        .filter(([, { engines }]) => !meets(version, engines?.node ?? '*'))
        .map(([path, { engines }]) => `${path} needs ${engines?.node ?? ''}, not ${version}`),
    );
    expect(least).toEqual(['22.22.2', '24.15.0']);
    expect(refusing).toEqual([]);
  });

  it('is the version that the README names', () => {
    const [newest = '', older = ''] = [least[1]?.replace(/\.0$/, ''), least[0]];
    expect(text('README.md').replace(/\s+/g, ' ')).toContain(
      `Node ${newest} or newer, or Node 22 from ${older} on.`,
    );
    expect(text('package-lock.json')).toContain(`"node": "${manifest.engines.node}"`);
  });

  it('of the installed command line is the same in its launcher and in its package.json', () => {
    const needed = /needed = \[(\d+), (\d+)\]/.exec(text('src/cli/launcher.cjs'));
    expect(text('scripts/build.ts')).toContain(
      `engines: { node: '>=${String(needed?.[1])}.${String(needed?.[2])}.0' }`,
    );
  });
});

describe('the repository', () => {
  it('has the same address in package.json and in the issue templates', () => {
    expect(manifest).toMatchObject({
      homepage: `${REPOSITORY}#readme`,
      repository: { url: `git+${REPOSITORY}.git` },
      bugs: `${REPOSITORY}/issues`,
    });
    expect(manifest.keywords).toContain('aws');
    expect(text('.github/ISSUE_TEMPLATE/config.yml')).toContain(`${REPOSITORY}/security/`);
  });

  it('has templates that name only files and scripts that exist', () => {
    const folder = '.github/ISSUE_TEMPLATE';
    const templates = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    const all = [...templates, '.github/PULL_REQUEST_TEMPLATE.md'].map(text).join('\n');
    const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: object };
    for (const [, script = ''] of all.matchAll(/npm run (\w+)/g))
      expect(scripts).toHaveProperty(script);
    for (const [file] of all.matchAll(/[A-Z]+\.md/g))
      expect(existsSync(join(root, file))).toBe(true);
    expect(templates).toHaveLength(3);
  });

  it('tells Renovate to pin every version, and to wait until it is a week old', () => {
    expect(JSON.parse(text('.github/renovate.json'))).toMatchObject({
      rangeStrategy: 'pin',
      minimumReleaseAge: '7 days',
    });
  });
});
