// Prints a version's section of CHANGELOG.md and how to check the files of the release: `node
// scripts/release/notes.ts TAG [SHA256SUMS]`. It fails if the tag, package.json and CHANGELOG.md do
// not agree, and uses no package, so that it runs without `npm ci`.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sumsIn } from './sums.ts';

/**
 * Returns the text of a version's section, without its heading. Throws if the section is missing,
 * has no date or is empty.
 */
export function sectionOf(changelog: string, version: string): string {
  const headings = [...changelog.matchAll(/^## \[([^\]]+)\](.*)$/gm)];
  const at = headings.findIndex(([, name]) => name === version);
  const heading = headings[at];
  if (heading === undefined) throw new Error(`CHANGELOG.md has no section [${version}]`);
  if (!/^ - \d{4}-\d{2}-\d{2}$/.test(heading[2] ?? ''))
    throw new Error(`CHANGELOG.md has no date for [${version}]`);
  const text = changelog
    .slice(heading.index + heading[0].length, headings[at + 1]?.index)
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    .trim();
  if (text === '') throw new Error(`CHANGELOG.md says nothing about [${version}]`);
  return text;
}

/** Returns the version of a tag such as `v1.2.3`. Throws if package.json has another version. */
export function versionOf(tag: string, packageJson: string): string {
  const { version } = JSON.parse(packageJson) as { readonly version: string };
  if (tag !== `v${version}`)
    throw new Error(`The tag is ${tag}, but package.json has version ${version}`);
  return version;
}

/** Returns how a user checks the files, and which files are not signed. */
export function checkingText(sums: string | null): string {
  if (sums === null) return '';
  const unsigned = [...sumsIn(sums).keys()].filter((name) => name.includes('-unsigned'));
  const warning =
    unsigned.length === 0
      ? ''
      : `\n\nThese files are not signed, so macOS and Windows warn about them:\n\n${unsigned
          .map((name) => `- \`${name}\``)
          .join('\n')}`;
  return `

### Check the files

\`\`\`sh
sha256sum --check --ignore-missing SHA256SUMS
gh attestation verify FILE --repo rolekeeper/rolekeeper
\`\`\`

\`sbom.cdx.json\` lists the packages that the build uses (CycloneDX).${warning}`;
}

if (process.argv[1] === import.meta.filename) {
  const root = resolve(import.meta.dirname, '../..');
  const [tag = '', sumsFile] = process.argv.slice(2);
  const version = versionOf(tag, readFileSync(join(root, 'package.json'), 'utf8'));
  const section = sectionOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  const sums = sumsFile === undefined ? null : readFileSync(sumsFile, 'utf8');
  console.log(`${section}${checkingText(sums)}`);
}
