import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { manifestsFor } from '../../scripts/release/manifests.ts';
import { checkingText, sectionOf, versionOf } from '../../scripts/release/notes.ts';
import { sumsIn } from '../../scripts/release/sums.ts';
import { MANIFEST_RULES } from '../support/manifest-rules.ts';
import { programOnPath, skippedWithout } from '../support/external-programs.ts';

const root = join(import.meta.dirname, '../..');
const changelog = `# Changelog

## [Unreleased]

- Later.

## [1.2.0] - 2027-01-05

### Added

- A thing.

## [1.1.0] - 2026-12-01

- Old.

## [1.0.0]

- No date.
`;

describe('the notes of a release', () => {
  it('are the section of the released version in the changelog', () => {
    expect(sectionOf(changelog, '1.2.0')).toBe('### Added\n\n- A thing.');
    expect(sectionOf(changelog, '1.1.0')).toBe('- Old.');
  });

  it.each([
    ['1.3.0', 'no section'],
    ['1.0.0', 'no date'],
  ])('are refused for version %s: %s', (version, why) => {
    expect(() => sectionOf(changelog, version)).toThrow(why);
  });

  it('are refused if the section of the version is empty', () => {
    expect(() => sectionOf('## [1.0.0] - 2026-01-01\n\n', '1.0.0')).toThrow('says nothing');
  });

  it('are refused for a tag of another version than package.json', () => {
    expect(versionOf('v1.2.0', '{"version":"1.2.0"}')).toBe('1.2.0');
    expect(() => versionOf('v1.2.1', '{"version":"1.2.0"}')).toThrow('The tag is v1.2.1');
    expect(() => versionOf('1.2.0', '{"version":"1.2.0"}')).toThrow('The tag is 1.2.0');
  });

  it('can be made for the version in package.json', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    const script = join(root, 'scripts/release/notes.ts');
    const text = execFileSync(process.execPath, [script, `v${version}`], { encoding: 'utf8' });
    expect(text.length).toBeGreaterThan(100);
    expect(text).not.toMatch(/^## \[/m);
  });

  it('name the files that are not signed', () => {
    expect(checkingText(sumsOf(['Rolekeeper-1.2.0-x64.dmg']))).not.toContain('not signed');
    expect(checkingText(sumsOf(['Rolekeeper-1.2.0-x64-unsigned.dmg', 'a.deb']))).toMatch(
      /not signed[^]*- `Rolekeeper-1.2.0-x64-unsigned.dmg`$/,
    );
  });
});

const sumOf = (name: string): string => createHash('sha256').update(name).digest('hex');
const sumsOf = (names: readonly string[]): string =>
  names.map((name) => `${sumOf(name)}  ${name}\n`).join('');
const files = [
  'Rolekeeper-1.2.0-arm64.dmg',
  'Rolekeeper-1.2.0-x64.dmg',
  'Rolekeeper-1.2.0-x64-setup.exe',
  'rolekeeper-1.2.0.tgz',
  'rolekeeper_1.2.0_amd64.deb',
];

describe('the SHA-256 sums of a release', () => {
  it.each(['x  file', `${'a'.repeat(63)}  file`, `${'a'.repeat(64)}  two words`])(
    'are refused if a line is "%s"',
    (line) => {
      expect(() => sumsIn(`${line}\n`)).toThrow('Not a line of sha256sum output');
    },
  );

  it('are refused if a file has two sums', () => {
    expect(() => sumsIn(`${'a'.repeat(64)}  x\n${'b'.repeat(64)}  x\n`)).toThrow('two sums');
  });
});

describe('the manifests of package managers', () => {
  const manifests = manifestsFor('v1.2.0', sumsOf(files));
  const text = (end: string): string =>
    Object.entries(manifests).find(([name]) => name.endsWith(end))?.[1] ?? '';

  it('are a cask and a formula of Homebrew, three files of winget and one of Scoop', () => {
    expect(Object.keys(manifests)).toEqual([
      'homebrew/Casks/rolekeeper.rb',
      'homebrew/Formula/rolekeeper-cli.rb',
      'winget/rolekeeper.Rolekeeper.yaml',
      'winget/rolekeeper.Rolekeeper.installer.yaml',
      'winget/rolekeeper.Rolekeeper.locale.en-US.yaml',
      'scoop/rolekeeper.json',
    ]);
  });

  it('name each file with its own sum', () => {
    const pairs = Object.values(manifests).flatMap((manifest) => {
      const sums = [...manifest.matchAll(/\b[0-9a-fA-F]{64}\b/g)].map(([sum]) => sum.toLowerCase());
      const urls = [...manifest.matchAll(/releases\/download\/v1\.2\.0\/([\w.-]+)/g)];
      return urls.map(([, name], n) => [name, sums[n]]);
    });
    expect(pairs).toHaveLength(5);
    for (const [name, sum] of pairs) expect(sum).toBe(sumOf(name ?? ''));
  });

  it.each(Object.entries(MANIFEST_RULES))(
    'follow the rules of the package manager: %s',
    (end, rules) => {
      const made: unknown = end.endsWith('.json') ? JSON.parse(text(end)) : parse(text(end));
      expect(rules.safeParse(made).error?.issues ?? []).toEqual([]);
    },
  );

  it.each([
    ['a short sum', 'installer.yaml', { InstallerSha256: 'a'.repeat(63) }],
    ['a type that winget does not know', 'installer.yaml', { InstallerType: 'nsis' }],
    ['a long description', 'locale.en-US.yaml', { ShortDescription: 'x'.repeat(257) }],
    ['no sum', 'rolekeeper.json', { hash: 'none' }],
  ])('are checked with rules that refuse %s in %s', (_, end, change) => {
    const rules = MANIFEST_RULES[end as keyof typeof MANIFEST_RULES];
    const changed = JSON.parse(
      JSON.stringify(end.endsWith('.json') ? JSON.parse(text(end)) : parse(text(end))),
      (key, value: unknown) => (change as Record<string, unknown>)[key] ?? value,
    ) as unknown;
    expect(rules.safeParse(changed).success).toBe(false);
  });

  it('name the unsigned file if there is no signed one', () => {
    const names = files.map((name) => name.replace('-setup.exe', '-setup-unsigned.exe'));
    const made = manifestsFor('v1.2.0', sumsOf(names))['scoop/rolekeeper.json'];
    expect(made).toContain('Rolekeeper-1.2.0-x64-setup-unsigned.exe#/dl.7z');
  });

  it.each(files.slice(0, 4))('are refused if the file %s is missing', (missing) => {
    const names = files.filter((name) => name !== missing);
    expect(() => manifestsFor('v1.2.0', sumsOf(names))).toThrow('SHA256SUMS lacks');
  });

  it('are refused for a tag that is not the tag of a version', () => {
    for (const tag of ['1.2.0', 'v1.2', 'v1.2.0/../x', 'v1.2.0"'])
      expect(() => manifestsFor(tag, sumsOf(files))).toThrow('Not the tag of a version');
  });

  const ruby = programOnPath('ruby');
  it.skipIf(skippedWithout('ruby', ruby))('are Ruby for Homebrew [needs ruby]', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rk-manifests-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const end of ['Casks/rolekeeper.rb', 'Formula/rolekeeper-cli.rb']) {
      const file = join(folder, 'x.rb');
      writeFileSync(file, text(end));
      expect(execFileSync(ruby ?? '', ['-c', file], { encoding: 'utf8' })).toBe('Syntax OK\n');
    }
  });
});
