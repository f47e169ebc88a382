import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
/**
 * The only files that open connections to servers: both check certificates and limit the size of
 * answers. Only the first file imports the second one.
 */
const TRANSPORT = ['src/node/sts/transport.ts', 'src/node/sts/through-proxy.ts'];
const NETWORK_CALLS =
  /^(?:fetch|.*[sS]ession\.(?:fetch|resolveHost)|(?:https?|net|tls|http2|electronNet)\.(?:request|get|connect|createConnection|fetch))$/;
const NETWORK_CLASSES =
  /^(?:\w*Agent|NodeHttp2?Handler|FetchHttpHandler|WebSocket|EventSource|XMLHttpRequest)$/;
const NETWORK_MODULES =
  /^(?:node:)?(?:https?|http2|net|tls|dgram)$|^(?:https?-proxy-agent|undici|@smithy\/node-http-handler)$/;

function connectionsIn(
  file: string,
  text = readFileSync(join(root, file), 'utf8'),
): readonly string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isType =
      ts.isImportDeclaration(node) &&
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    if (ts.isImportDeclaration(node) && !isType && ts.isStringLiteral(node.moduleSpecifier)) {
      if (NETWORK_MODULES.test(node.moduleSpecifier.text)) found.push(node.moduleSpecifier.text);
    }
    if (ts.isCallExpression(node) && NETWORK_CALLS.test(node.expression.getText())) {
      found.push(node.expression.getText());
    }
    const [specifier] = ts.isCallExpression(node) ? node.arguments : [];
    const isImport =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isImport && specifier !== undefined && ts.isStringLiteral(specifier)) {
      if (NETWORK_MODULES.test(specifier.text)) found.push(specifier.text);
    }
    if (ts.isNewExpression(node) && NETWORK_CLASSES.test(node.expression.getText())) {
      found.push(node.expression.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const files = globSync('src/**/*.{ts,tsx}', { cwd: root });
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const filesWith = (pattern: RegExp): readonly string[] =>
  files.filter((file) => pattern.test(textOf(file))).toSorted();

it('only the transport opens connections, and every AWS client is created with a request handler', () => {
  for (const file of TRANSPORT) expect(connectionsIn(file).length).toBeGreaterThan(4);
  const others = files.filter((file) => !TRANSPORT.includes(file));
  const found = others.flatMap((file) =>
    connectionsIn(file).map((network) => `${file}: ${network}`),
  );
  expect(found.toSorted()).toEqual([
    // Listens on loopback for the browser; opens no connection.
    'src/node/browser/one-time-page.ts: node:http',
    // Listens on loopback for programs; opens no connection.
    'src/node/serving/endpoint-server.ts: node:http',
    // Reads lists of certificates; opens no connection.
    'src/node/sts/certificate-authorities.ts: node:tls',
  ]);
  expect(filesWith(/\/through-proxy\.ts'/)).toEqual([TRANSPORT[0]]);
  const clients = files.flatMap((file) =>
    [...textOf(file).matchAll(/new \w+Client\(([\s\S]*?)\);/g)].map(
      ([, given = '']) => [file, given] as const,
    ),
  );
  expect(clients.length).toBeGreaterThan(3);
  for (const [file, given] of clients) {
    expect(`${file}: ${given}`).toMatch(/requestHandler|clientSettings\(/);
  }
});

it('each connection to AWS uses the transport, and looks up its proxy for each request', () => {
  expect(filesWith(/createTransport\(/)).toEqual([
    'src/node/sts/request-handler.ts',
    'src/node/sts/sts-sender.ts',
    'src/node/sts/transport.ts',
  ]);
  // These serve the doctor, Identity Center, sign-ins, `aws login`, web identity and the console.
  expect(filesWith(/withRequestHandler\(/)).toEqual([
    'src/node/doctor/network-checks.ts',
    'src/node/sign-in/device-sign-in.ts',
    'src/node/sources/sdk-sources.ts',
    'src/node/sources/with-portal.ts',
    'src/node/sts/console-url.ts',
    // Looks for a newer version (test/main/update-notice.test.ts).
    'src/node/updates/latest-release.ts',
  ]);
  // Any other caller would ignore the system's proxy.
  expect(filesWith(/\bproxyFor\(/)).toEqual([
    'src/core/aws-config/proxy.ts',
    'src/node/sts/proxies-to.ts',
  ]);
  // No part of Electron makes requests or installs updates.
  expect(filesWith(/\bautoUpdater\b|electron-updater|\bnet\b.*from 'electron'/)).toEqual([]);
});

it.each([
  ["import { request } from 'node:https';", 'node:https'],
  ["const { Agent } = await import('undici');", 'undici'],
  ["await fetch('https://sts.amazonaws.com/');", 'fetch'],
  ["session.defaultSession.fetch('https://sts.amazonaws.com/');", 'session.defaultSession.fetch'],
  ["import tls from 'node:tls';", 'node:tls'],
  ["tls.connect(443, 'sts.amazonaws.com');", 'tls.connect'],
  ["new WebSocket('wss://sts.amazonaws.com/');", 'WebSocket'],
])('a file that opens its own connection is found: %s', (planted, network) => {
  expect(connectionsIn('planted.ts', planted)).toEqual([network]);
});
