import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/** The one file that opens connections to servers: through the proxy, with certificates and limits. */
const TRANSPORT = 'src/node/sts/transport.ts';
const CALLS =
  /^(?:fetch|(?:https?|net|tls|http2|electronNet)\.(?:request|get|connect|createConnection|fetch))$/;
const MADE =
  /^(?:\w*Agent|NodeHttp2?Handler|FetchHttpHandler|WebSocket|EventSource|XMLHttpRequest)$/;
const MODULES =
  /^(?:node:)?(?:https?|http2|net|dgram)$|^(?:https?-proxy-agent|undici|@smithy\/node-http-handler)$/;

function waysOut(file: string, text = readFileSync(join(root, file), 'utf8')): readonly string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isType =
      ts.isImportDeclaration(node) &&
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (ts.isImportDeclaration(node) && !isType && ts.isStringLiteral(node.moduleSpecifier)) {
      if (MODULES.test(node.moduleSpecifier.text)) found.push(node.moduleSpecifier.text);
    }
    if (ts.isCallExpression(node) && CALLS.test(node.expression.getText())) {
      found.push(node.expression.getText());
    }
    const [specifier] = ts.isCallExpression(node) ? node.arguments : [];
    const isImport =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isImport && specifier !== undefined && ts.isStringLiteral(specifier)) {
      if (MODULES.test(specifier.text)) found.push(specifier.text);
    }
    if (ts.isNewExpression(node) && MADE.test(node.expression.getText())) {
      found.push(node.expression.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

it('one file of the product opens connections, and every client of AWS is given its handler', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root });
  const others = files.filter((file) => file !== TRANSPORT);
  expect(waysOut(TRANSPORT).length).toBeGreaterThan(4);
  expect(others.flatMap((file) => waysOut(file).map((way) => `${file}: ${way}`))).toEqual([]);
  const clients = files.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /new (?:STS|SSO|SSOOIDC)Client\(([\s\S]*?)\);/g,
      ),
    ].map(([, given = '']) => [file, given] as const),
  );
  expect(clients.length).toBeGreaterThan(3);
  for (const [file, given] of clients) {
    expect(`${file}: ${given}`).toMatch(/requestHandler|clientSettings\(/);
  }
});

it.each([
  ["import { request } from 'node:https';", 'node:https'],
  ["const { Agent } = await import('undici');", 'undici'],
  ["await fetch('https://sts.amazonaws.com/');", 'fetch'],
  ["tls.connect(443, 'sts.amazonaws.com');", 'tls.connect'],
  ["new WebSocket('wss://sts.amazonaws.com/');", 'WebSocket'],
])('a file that opens a connection of its own is seen: %s', (planted, way) => {
  expect(waysOut('planted.ts', planted)).toEqual([way]);
});
