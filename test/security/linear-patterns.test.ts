import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { check } from 'recheck';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { sized } from '../support/run-length.ts';

interface Pattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const root = resolve(import.meta.dirname, '../..');

/** Counts steps instead of time, so that a busy machine does not change the result. */
const LIMITS = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  maxAttackStringSize: 30_000,
  // 5,000 steps for each character.
  attackLimit: 150_000_000,
  ...sized(
    {
      // If the automaton of a pattern is larger, recheck searches for a text that takes long,
      // because a proof would take seconds.
      maxNFASize: 4000,
      maxInitialGenerationSize: 100,
      maxGenerationSize: 20,
      mutationSize: 10,
      crossoverSize: 5,
    },
    {},
  ),
};

function patternsOf(file: string): { readonly literals: Pattern[]; readonly built: string[] } {
  const text = readFileSync(join(root, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const literals: Pattern[] = [];
  const built: string[] = [];
  const placeOf = (node: ts.Node): string =>
    `${file}:${String(tree.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
      literals.push({ place: placeOf(node), source, flags });
    }
    const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
    if (isCall && node.expression.getText() === 'RegExp') built.push(placeOf(node));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { literals, built };
}

describe('the regular expressions of the product', () => {
  const files = globSync('{src,demo}/**/*.{ts,tsx}', { cwd: root });
  const found = files.map(patternsOf);

  it('take at most time proportional to the text, as counted by recheck', async () => {
    const literals = found.flatMap((each) => each.literals);
    expect(literals.length).toBeGreaterThan(150);
    const distinct = new Map(literals.map((each) => [`${each.flags} ${each.source}`, each]));
    const slow: string[] = [];
    for (const { place, source, flags } of distinct.values()) {
      const { status } = await check(source, flags, LIMITS);
      if (status !== 'safe') slow.push(`${place} ${status}`);
    }
    expect(slow).toEqual([]);
  });

  it('are literals, because the program builds none at run time', () => {
    expect(found.flatMap(({ built }) => built)).toEqual([]);
  });

  it('are checked with limits that detect three slow patterns of an earlier version', async () => {
    for (const pattern of ['(\\w+:\\/\\/)[^/\\s@]+@', '^-+|-+$', '[\\r\\n]+$']) {
      expect((await check(pattern, 'g', LIMITS)).status, pattern).toBe('vulnerable');
    }
  });
});
