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

/** American spellings; the texts of this repository use British ones. */
const AMERICAN =
  /\b(behaviors?|colors?|colored|gray|honor\w*|catalogs?|canceled|canceling|labeled|modeled|recogniz\w*|normaliz\w*|initializ\w*|summariz\w*|analyz\w*|synchroniz\w*)\b/gi;

const textFiles = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => existsSync(join(root, file)) && /\.(tsx?|[cm]?js|md)$/.test(file));

/**
 * The comments of a program, without code in backticks; of a catalogue and of the command table the
 * texts too.
 */
function textsOf(file: string, source: string): readonly string[] {
  if (file.endsWith('.md')) return [source.replace(/```[^]*?```|`[^`]*`|<[^>]*>/g, '')];
  const isCatalogue = /^src\/(views\/words\/en-|cli\/command-table\/)/.test(file);
  const variant = file.endsWith('x') ? ts.LanguageVariant.JSX : ts.LanguageVariant.Standard;
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, variant, source);
  const comments = new Set([
    ts.SyntaxKind.SingleLineCommentTrivia,
    ts.SyntaxKind.MultiLineCommentTrivia,
  ]);
  const literals = new Set([
    ts.SyntaxKind.StringLiteral,
    ts.SyntaxKind.NoSubstitutionTemplateLiteral,
    ts.SyntaxKind.TemplateHead,
  ]);
  const texts: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (comments.has(kind)) texts.push(scanner.getTokenText().replace(/`[^`]*`/g, ''));
    if (isCatalogue && literals.has(kind)) texts.push(scanner.getTokenText());
  }
  return texts;
}

/** Every text with one of these words, as `file: word`. */
function found(words: RegExp): readonly string[] {
  return textFiles.flatMap((file) =>
    textsOf(file, readFileSync(join(root, file), 'utf8')).flatMap((text) =>
      [...text.matchAll(words)].map(([word]) => `${file}: ${word}`),
    ),
  );
}

it('comments, pages and texts have none of the words that the style refuses', () => {
  expect(found(REFUSED)).toEqual([]);
});

it('comments, pages and texts use British spellings', () => {
  expect(found(AMERICAN)).toEqual([]);
});
