import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Words that this repository does not use: verbs translated from German, and metaphors. */
const REFUSED = new RegExp(
  String.raw`\b(whoever|wherever|befall\w*|befell|(?:is|are|was|were|be) had|anew|stands|stood|` +
    String.raw`(?:is|are|was|were|be) told|for want of|wish|wishes|bearers?|judgements?|` +
    String.raw`shelf|shelves|passed over|became of|rude\w*|(?:go|goes|going) on|given up|believe in|` +
    String.raw`to the byte|no way out|` +
    String.raw`behind (?:its|an?|another|the) (?:device|endpoint|role|MFA session))\b`,
  'gi',
);

/** American spellings; the texts of this repository use British ones. */
const AMERICAN =
  /\b(behaviors?|colors?|colored|gray|honor\w*|catalogs?|canceled|canceling|labeled|modeled|recogniz\w*|normaliz\w*|initializ\w*|summariz\w*|analyz\w*|synchroniz\w*)\b/gi;

/** Names of limits that begin with another word than MAX or MIN. */
const LIMIT_NAMES = /\b(?:MOST|LEAST|LONGEST|SHORTEST)(?=_[A-Z])/g;

/** The word "where" before a condition. Before a place it is allowed. */
const WHERE_FOR_IF = new RegExp(
  String.raw`\bwhere (?:there (?:is|are|was|were)|` +
    String.raw`(?:\S+ ){1,3}(?:(?:is|are) (?:not|un|needed|missing|absent|set|given|installed|empty|` +
    String.raw`offered|possible|available|allowed)\w*|cannot|needs?|says?))\b`,
  'gi',
);

/** Texts for users need no "where": a condition has "if", and a place has a name. */
const WHERE = /\bwhere\b/gi;

/**
 * German words that are translated word by word, are formal, or name a thing that has another name.
 */
const GERMAN = new RegExp(
  String.raw`(?<![\p{L}])(nicht zu (?:benutzen|gebrauchen|lesen|haben)|ist zu haben|[Bb]erichtig\w*|` +
    String.raw`Proxyserver\w*|Rechners?|befristete\w*|[Dd]ie ARN|[Ee]ine ARN|keine ARN|zur ARN|` +
    String.raw`Ihnen|Ihre?[mnrs]?|gelistet|Sie (?:können|müssen|sollten|sich)|` +
    String.raw`(?:[Kk]önnen|[Mm]üssen|[Ss]ollten) Sie|Konfigurationsdatei|Befehlszeile|` +
    String.raw`(?:Frag|Trag|Prüf|Schreib|Stell|Nimm) (?:den|die|das|ein|eine|einen|dem)|misslungen)(?![\p{L}])`,
  'gu',
);

const EXTENSIONS = /\.(tsx?|[cm]?js|md|css)$/;
const ENGLISH_TEXTS = /^src\/(views\/words\/en-|cli\/(command-table|output)\/|cli\/role-fields)/;
const GERMAN_TEXTS = /^src\/views\/words\/de-/;

const textFiles = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => existsSync(join(root, file)) && EXTENSIONS.test(file));

/** Returns the comments of a program or a style sheet, or the whole text of a page. */
function commentsOf(file: string, source: string): readonly string[] {
  if (file.endsWith('.md')) return [source.replace(/```[^]*?```|`[^`]*`|<[^>]*>/g, '')];
  if (file.endsWith('.css')) return source.match(/\/\*[^]*?\*\//g) ?? [];
  // Needs the parser: TypeScript's scanner alone does not find where a template literal ends.
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.JsxText) return;
    const around = [
      ...(ts.getLeadingCommentRanges(source, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(source, node.end) ?? []),
    ];
    for (const range of around) ranges.set(range.pos, range);
    for (const child of node.getChildren(tree)) visit(child);
  };
  visit(tree);
  return [...ranges.values()].map(({ pos, end }) => source.slice(pos, end).replace(/`[^`]*`/g, ''));
}

/**
 * Returns the strings of a program that a user may read. Leaves out imports, names of properties
 * and types.
 */
function stringsOf(file: string, source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) texts.push(node.text);
    if (ts.isPropertyAssignment(node)) visit(node.initializer);
    else if (ts.isElementAccessExpression(node)) visit(node.expression);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return texts;
}

/** Returns the titles in a test file. */
function titlesOf(file: string, source: string): readonly string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    const isTest =
      ts.isCallExpression(node) && /^(?:describe|it)\b/.test(node.expression.getText());
    const [title] = isTest ? node.arguments : [];
    if (title !== undefined && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
      titles.push(title.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return titles;
}

type TextsOf = (file: string, source: string) => readonly string[];

/**
 * Returns the matches of `words` in the texts that `take` returns for these files, as `file: word`.
 * Does not parse files that have no match.
 */
function found(words: RegExp, files: RegExp, take: TextsOf): readonly string[] {
  const list = textFiles.filter((file) => files.test(file));
  return list.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    if (source.search(words) === -1) return [];
    const matches = take(file, source).flatMap((text) => [...text.matchAll(words)]);
    return matches.map(([word]) => `${file}: ${word}`);
  });
}

/** Returns the matches in comments, pages, English texts and test titles. */
function foundAnywhere(words: RegExp): readonly string[] {
  return [
    ...found(words, EXTENSIONS, commentsOf),
    ...found(words, ENGLISH_TEXTS, stringsOf),
    ...found(words, /^test\/.*\.ts$/, titlesOf),
  ];
}

it('comments, pages, texts and titles of tests have none of the words that the style refuses', () => {
  expect(foundAnywhere(REFUSED)).toEqual([]);
});

it('names of limits begin with MAX or MIN', () => {
  expect(found(LIMIT_NAMES, /\.tsx?$/, (_, source) => [source])).toEqual([]);
});

it('comments, pages and texts use British spellings', () => {
  expect(foundAnywhere(AMERICAN)).toEqual([]);
});

it('no condition begins with "where"', () => {
  expect(foundAnywhere(WHERE_FOR_IF)).toEqual([]);
  // A string without a space is a name, not a sentence.
  const sentencesOf: TextsOf = (file, source) =>
    stringsOf(file, source).filter((text) => text.includes(' '));
  expect(found(WHERE, ENGLISH_TEXTS, sentencesOf)).toEqual([]);
});

it('German texts have none of the words that the style refuses', () => {
  expect(found(GERMAN, GERMAN_TEXTS, stringsOf)).toEqual([]);
});

describe('the search for refused words', () => {
  it('reads every part of a template literal, and no import or type', () => {
    const source =
      "import x from 'stood';\nconst a: 'stood' = 'is had' + `stands ${b} anew ${c} whoever`;";
    expect(stringsOf('planted.ts', source).join('|')).toBe('is had|stands | anew | whoever');
  });

  it('reads the comments of a program, even after a template literal', () => {
    const source = '/** one */ const a = `b ${c} d`; // two\n/* three */\nf(/* four */);\n// five';
    const comments = ['/** one */', '// two', '/* three */', '/* four */', '// five'];
    expect(commentsOf('planted.ts', source).toSorted()).toEqual(comments.toSorted());
  });

  it('reads the titles of tests', () => {
    const source = "describe.skipIf(x)('a', () => { it.each([1])(`b ${c}`, () => f('d')); });";
    expect(titlesOf('planted.ts', source)).toEqual(["'a'", '`b ${c}`']);
  });

  it('reads the comments of style sheets', () => {
    expect(commentsOf('planted.css', 'a { color: red; } /* stands */')).toEqual(['/* stands */']);
  });

  it.each([
    ['Null where there is none.', true],
    ['its Principal is a placeholder where the caller is unknown', true],
    ['where Electron’s runtime is installed', true],
    ['the folder where the file is', false],
    ['Returns where a line continues.', false],
  ])('distinguishes a condition from a place: %s', (text, isRefused) => {
    expect(text.match(WHERE_FOR_IF) !== null).toBe(isRefused);
  });
});
