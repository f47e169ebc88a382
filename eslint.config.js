// Oxlint (.oxlintrc.json) has the general rules. These are the project's own.
import { defineConfig, globalIgnores } from 'eslint/config';
import * as typescriptParser from '@typescript-eslint/parser';

// ESLint does not merge `no-restricted-syntax` between blocks, so each block lists all of its rules.
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
    message: 'Use a named export, so that a thing has one name in all files.',
  },
  {
    selector: ':matches(ExportAllDeclaration, ExportNamedDeclaration[source])',
    message: 'Do not export again what another file exports: import it from that file.',
  },
  {
    selector: ':matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind=/^(let|var)$/]',
    message: 'No module-level state: create it in a function.',
  },
];
/** `src/core/name-order.ts` has the one order of names. */
const oneNameOrder = [
  {
    selector:
      "CallExpression[callee.property.name='localeCompare'], MemberExpression[object.name='Intl'][property.name='Collator']",
    message: 'Sort names with nameOrder(), so that every list has the same order.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(sort|toSorted)$/][arguments.length=0]',
    message: 'Say how to sort: names with nameOrder().',
  },
];
const noPlatform = [
  {
    selector: "MemberExpression[object.name='process'][property.name='platform']",
    message:
      'Only src/main, src/node and the entry points of src/cli and demo read the platform: take it as a parameter.',
  },
];
const noEffectAtImport = [
  {
    selector:
      'Program > ExpressionStatement:not([directive]), Program > :matches(IfStatement, ForStatement, ForOfStatement, TryStatement)',
    message: 'Only entry points have side effects at import: put this into a function.',
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
    message: 'Random values come from the Random port.',
  },
];

const product = [...inSrc, ...oneNameOrder, ...noPlatform, ...noEffectAtImport];

/** The files that start something when they are loaded. */
const entryPoints = [
  'src/{cli,main}/keychain-process.ts',
  'src/cli/rolekeeper.ts',
  'src/cli/{prompt,start}.ts',
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
    rules: { 'no-restricted-syntax': ['error', ...product] },
  },
  {
    files: entryPoints,
    rules: { 'no-restricted-syntax': ['error', ...inSrc, ...noPlatform] },
  },
  {
    files: ['src/node/**/*.ts', 'src/main/**/*.ts'],
    ignores: entryPoints,
    rules: { 'no-restricted-syntax': ['error', ...inSrc, ...noEffectAtImport] },
  },
  {
    files: [
      'src/main/index.ts',
      'src/cli/rolekeeper.ts',
      'src/cli/{prompt,start}.ts',
      'demo/demo.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...inSrc] },
  },
  {
    files: ['src/core/**/*.ts', 'src/views/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...product, ...pure] },
  },
  {
    files: ['src/core/name-order.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...inSrc, ...noPlatform, ...noEffectAtImport, ...pure],
    },
  },
);
