import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isolatedFiles } from '../support/isolated-files.ts';

const root = resolve(import.meta.dirname, '../..');
const CALLS =
  /^(process\.(chdir|umask|on|once|emit)\b|vi\.(mock|doMock|hoisted|spyOn|stub\w+|useFakeTimers|setSystemTime)|(Object\.(assign|defineProperty)|Reflect\.(set|deleteProperty))\(process\b)/;
const WRITES = /^(process\.(env|argv|exitCode)|globalThis\b)/;

describe('the list of isolated test files', () => {
  it('has exactly the test files that change state of their whole process, such as process.env or the clock', () => {
    const files = readdirSync(join(root, 'test'), { recursive: true })
      .map((file) => `test/${String(file).replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.test.ts'));
    const found = files.filter((file) =>
      changesProcess(file, readFileSync(join(root, file), 'utf8')),
    );
    expect(files.length).toBeGreaterThan(200);
    expect(found.toSorted()).toEqual(isolatedFiles.toSorted());
  });

  it.each([
    "process.env['HOME'] = folder;",
    'process.env.HOME ??= folder;',
    'Object.assign(process.env, { HOME: folder });',
    "delete process.env['HOME'];",
    'process.chdir(folder);',
    "process.once('exit', stop);",
    'vi.useFakeTimers();',
    'globalThis.Date = Other;',
  ])('must have a test file with `%s`', (text) => {
    expect(changesProcess('planted.ts', text)).toBe(true);
  });

  it.each([
    "const script = 'process.chdir(folder)';",
    "const env = { ...process.env, HOME: folder }; if (process.env['HOME'] === folder) go();",
    'await vi.waitFor(() => expect(lines).toEqual([]));',
  ])('needs no test file with `%s`', (text) => {
    expect(changesProcess('planted.ts', text)).toBe(false);
  });
});

/**
 * Returns true if the code changes state of the process that runs it. Ignores strings with code for
 * another process.
 */
function changesProcess(file: string, text: string): boolean {
  if (!/\bvi\.|\bprocess\b|\bglobalThis\b/.test(text)) return false;
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found ||= CALLS.test(node.getText());
    else if (ts.isDeleteExpression(node)) found ||= WRITES.test(node.expression.getText());
    else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind))
      found ||= WRITES.test(node.left.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
