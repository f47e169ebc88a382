import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

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
  'demo/panel/page/desk.ts',
  'src/main/index.ts',
  'src/preload/*.ts',
  'src/renderer/*.{ts,tsx}',
];

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'coverage/', 'node_modules/']),
  {
    files: ['**/*.{ts,tsx,js,cjs,mjs}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.cjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports' },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A port that answers with a promise may have an implementation with nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // `env['NAME']` shows that the key is someone else's.
      '@typescript-eslint/dot-notation': 'off',
      // `type X = Readonly<{…}>` and index signatures are both clear.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'demo/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...inSrc, ...noPlatform, ...noEffectAtImport],
    },
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
      'no-restricted-globals': [
        'error',
        ...[
          'setTimeout',
          'setInterval',
          'setImmediate',
          'queueMicrotask',
          'process',
          'console',
          'fetch',
          'crypto',
        ].map((name) => ({
          name,
          message: 'src/core and src/views have no effects: use a port (src/core/ports.ts).',
        })),
      ],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
