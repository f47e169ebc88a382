// Oxlint (.oxlintrc.json) has the general rules. These are the project's own.
import { defineConfig, globalIgnores } from 'eslint/config';
import * as typescriptParser from '@typescript-eslint/parser';

// `no-restricted-syntax` is not merged between blocks, so each block lists all that holds for its files.
const everywhere = [
  {
    selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
    message:
      '`as unknown as` switches the compiler off: parse the value, or make the type say what is true.',
  },
];
const inSrc = [
  ...everywhere,
  {
    selector: 'ExportDefaultDeclaration',
    message: 'A name is given once, where the thing is: use a named export.',
  },
  {
    selector: ':matches(ExportAllDeclaration, ExportNamedDeclaration[source])',
    message: 'No barrels: import a thing from the file that is named after it.',
  },
  {
    selector: ':matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind=/^(let|var)$/]',
    message: 'No module-level state: make it in a function that its owner calls.',
  },
];
const noPlatform = [
  {
    selector: "MemberExpression[object.name='process'][property.name='platform']",
    message:
      'Only src/main, src/node and the entries of src/cli and demo know the platform: take it as a parameter.',
  },
];
const noEffectAtImport = [
  {
    selector:
      'Program > ExpressionStatement:not([directive]), Program > :matches(IfStatement, ForStatement, ForOfStatement, TryStatement)',
    message: 'Only entries have side effects at import: put this into a function.',
  },
];
const pure = [
  {
    selector:
      "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: 'The time comes from the Clock port.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The time comes from the Clock port.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance comes from the Random port.',
  },
];

/** The files that start something when they are loaded. */
const entries = [
  'src/{cli,main}/keychain-process.ts',
  'src/cli/rolekeeper.ts',
  'src/cli/{program,start}.ts',
  'demo/demo.ts',
  'demo/sts/print-mfa-code.ts',
  'demo/panel/panel.ts',
  'demo/panel/page/browser-page.ts',
  'src/main/index.ts',
  'src/preload/*.ts',
  'src/renderer/*.{ts,tsx}',
];

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'coverage/', 'node_modules/']),
  {
    files: ['**/*.{ts,tsx,js,cjs,mjs}'],
    languageOptions: { parser: typescriptParser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'demo/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...inSrc, ...noPlatform, ...noEffectAtImport] },
  },
  {
    files: entries,
    rules: { 'no-restricted-syntax': ['error', ...inSrc, ...noPlatform] },
  },
  {
    files: ['src/node/**/*.ts', 'src/main/**/*.ts'],
    ignores: entries,
    rules: { 'no-restricted-syntax': ['error', ...inSrc, ...noEffectAtImport] },
  },
  {
    files: [
      'src/main/index.ts',
      'src/cli/rolekeeper.ts',
      'src/cli/{program,start}.ts',
      'demo/demo.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...inSrc] },
  },
  {
    files: ['src/core/**/*.ts', 'src/views/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...inSrc, ...noPlatform, ...noEffectAtImport, ...pure],
    },
  },
);
