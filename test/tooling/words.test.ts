import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Words that the style refuses: translated verbs and metaphors that a reader stumbles over. */
const REFUSED = new RegExp(
  String.raw`\b(whoever|wherever|befall\w*|befell|(?:is|are|was|were|be) had|anew|stands|stood|` +
    String.raw`(?:is|are|was|were|be) told|for want of|wish|wishes|bearers?|judgements?|` +
    String.raw`shelf|shelves|passed over|believe in)\b`,
  'gi',
);

/** How many of them a folder still has. A number may only fall. */
const LEFT: Readonly<Record<string, number>> = {
  'SECURITY.md': 2,
  'docs/adr': 22,
  'src/core': 4,
  'test/ui': 1,
};

interface Found {
  readonly folder: string;
  readonly place: string;
}

/** The comments of a program; of a catalogue and of the command table the texts too. */
function textsOf(file: string, source: string): readonly string[] {
  if (file.endsWith('.md')) return [source.replace(/```[^]*?```|`[^`]*`/g, '')];
  const isCatalogue = /^src\/(views\/words\/en-|cli\/command-table\/)/.test(file);
  const variant = file.endsWith('x') ? ts.LanguageVariant.JSX : ts.LanguageVariant.Standard;
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, variant, source);
  const wanted = new Set([
    ts.SyntaxKind.SingleLineCommentTrivia,
    ts.SyntaxKind.MultiLineCommentTrivia,
    ...(isCatalogue
      ? [
          ts.SyntaxKind.StringLiteral,
          ts.SyntaxKind.NoSubstitutionTemplateLiteral,
          ts.SyntaxKind.TemplateHead,
        ]
      : []),
  ]);
  const texts: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    if (wanted.has(kind)) texts.push(scanner.getTokenText());
  return texts;
}

function refusedWords(): readonly Found[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = listed
    .split('\n')
    .filter((file) => existsSync(join(root, file)) && /\.(tsx?|[cm]?js|md)$/.test(file));
  return files.flatMap((file) => {
    const folder = file.split('/').slice(0, 2).join('/');

    return textsOf(file, readFileSync(join(root, file), 'utf8')).flatMap((text) =>
      [...text.matchAll(REFUSED)].map(([word]) => ({ folder, place: `${file}: ${word}` })),
    );
  });
}

it('comments, pages and texts have fewer and fewer of the words that the style refuses', () => {
  const found = refusedWords();
  const folders = new Set(found.map(({ folder }) => folder));
  const tooMany = [...folders].flatMap((folder) => {
    const places = found.filter((each) => each.folder === folder).map(({ place }) => place);
    return places.length > (LEFT[folder] ?? 0) ? places : [];
  });
  expect(tooMany).toEqual([]);
});
