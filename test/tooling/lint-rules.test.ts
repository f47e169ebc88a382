import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

/** Returns the messages of ESLint for `text` as the content of `file`. */
async function complaints(file: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: resolve(root, file) });
  return (result?.messages ?? []).map(({ message }) => message);
}

const anywhereInSrc = 'src/node/planted.ts';

describe('the lint rules', () => {
  it.each([
    [
      'Date.now() in core',
      'src/core/planted.ts',
      'export const now = () => Date.now();',
      'Clock port',
    ],
    [
      'a new Date() in a view',
      'src/views/planted.ts',
      'export const now = () => new Date();',
      'Clock port',
    ],
    [
      'Math.random() in core',
      'src/core/planted.ts',
      'export const chance = () => Math.random();',
      'Random port',
    ],
    [
      'localeCompare() in a view',
      'src/views/planted.ts',
      'export const order = (a, b) => a.localeCompare(b);',
      'nameOrder()',
    ],
    [
      'an Intl.Collator in the renderer',
      'src/renderer/form/planted.tsx',
      "export const order = () => new Intl.Collator('de');",
      'nameOrder()',
    ],
    [
      'toSorted() without a comparison',
      'src/core/planted.ts',
      'export const sorted = (names) => names.toSorted();',
      'nameOrder()',
    ],
    ['a default export', anywhereInSrc, 'export default 1;', 'named export'],
    [
      'a re-export of everything',
      anywhereInSrc,
      "export * from './app.ts';",
      'Do not export again',
    ],
    [
      'a re-export by name',
      anywhereInSrc,
      "export { createApp } from './app.ts';",
      'Do not export again',
    ],
    [
      'a type assertion with `as unknown as`',
      'test/planted.ts',
      'export const a = 1 as unknown as string;',
      'switches the compiler off',
    ],
    [
      'process.platform in src/cli',
      'src/cli/planted.ts',
      'export const p = () => process.platform;',
      'take it as a parameter',
    ],
    [
      'a variable at module level',
      anywhereInSrc,
      'let count = 0; export const next = () => (count += 1);',
      'No module-level state',
    ],
    ['an exported variable', anywhereInSrc, 'export let count = 0;', 'No module-level state'],
    ['a call at module level', anywhereInSrc, "console.log('here');", 'Only entry points'],
  ])('refuse %s', async (_what, file, text, expected) => {
    expect(await complaints(file, text)).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    [
      'process.platform in src/node',
      'src/node/planted.ts',
      'export const p = () => process.platform;',
    ],
    [
      'process.platform in the entry file of the command line',
      'src/cli/rolekeeper.ts',
      'export const p = () => process.platform;',
    ],
    ['a call at module level in an entry file', 'src/cli/rolekeeper.ts', "console.log('here');"],
    [
      'a new Date() from a number in core',
      'src/core/planted.ts',
      'export const iso = (at: number) => new Date(at).toISOString();',
    ],
    ['a constant at module level', 'src/core/planted.ts', 'export const limit = 3;'],
    ['Date.now() in src/node', 'src/node/planted.ts', 'export const now = () => Date.now();'],
  ])('allow %s', async (_what, file, text) => {
    expect(await complaints(file, text)).toEqual([]);
  });
});

/** Folders that have a tsconfig.json of their own, and the root. */
const TYPED_FOLDERS = ['.', 'src/core', 'src/views', 'src/renderer', 'demo/panel/page'];

/**
 * Each file breaks a rule of Oxlint or of the TypeScript compiler. `rule` is the name that Oxlint
 * reports.
 */
const brokenFiles: readonly (readonly [file: string, text: string, rule: string])[] = [
  [
    'src/core/timer.ts',
    'export const later = () => setTimeout(() => 1, 1);',
    'no-restricted-globals',
  ],
  [
    'src/views/timer.ts',
    'export const later = () => setInterval(() => 1, 1);',
    'no-restricted-globals',
  ],
  ['src/views/process.ts', 'export const p = () => process.pid;', 'no-restricted-globals'],
  ['src/node/any.ts', 'export const a = (b: any) => b;', 'no-explicit-any'],
  [
    'src/node/type.ts',
    "import { App } from './app.ts'; export type A = App;",
    'consistent-type-imports',
  ],
  ['src/node/equal.ts', 'export const a = (b: number) => b == 1;', 'eqeqeq'],
  ['src/node/unused.ts', 'const unused = 1; export {};', 'no-unused-vars'],
  ['src/node/long.ts', 'export {};\n'.repeat(251), 'max-lines'],
  [
    'src/node/many.ts',
    'export const f = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];',
    'max-params',
  ],
  ['src/node/not-null.ts', 'export const a = (b: string | null) => b!;', 'no-non-null-assertion'],
  // Errors of the TypeScript compiler.
  ...TYPED_FOLDERS.map(
    (folder) =>
      [posix.join(folder, 'mistyped.ts'), 'export const a: string = 1;', 'TS2322'] as const,
  ),
  ['src/core/platform.ts', "import 'node:fs'; export {};", 'TS2882'],
  ['src/node/parameter.ts', 'export function a(b: number): void { throw new Error(); }', 'TS6133'],
  // Rules that need the types of the TypeScript compiler.
  ...['src/core', 'src/main', 'demo', 'test', 'bench', 'scripts'].map(
    (folder) =>
      [
        `${folder}/floating.ts`,
        'export const a = (b: () => Promise<void>): void => { b(); };',
        'no-floating-promises',
      ] as const,
  ),
  [
    'src/node/promise.ts',
    'export const a = (b: () => Promise<boolean>) => (b() ? 1 : 2);',
    'no-misused-promises',
  ],
  [
    'src/node/switch.ts',
    "export const a = (b: 'x' | 'y') => { switch (b) { case 'x': return 1; } return 2; };",
    'switch-exhaustiveness-check',
  ],
  [
    'src/node/unsafe.ts',
    'export const a = (): string => { const b = JSON.parse("1"); return String(b); };',
    'no-unsafe-assignment',
  ],
  [
    'src/node/deprecated.ts',
    '/** @deprecated */ const old = (): number => 1; export const a = (): number => old();',
    'no-deprecated',
  ],
  [
    'src/node/condition.ts',
    'export const a = (b: string) => (b === undefined ? 1 : 2);',
    'no-unnecessary-condition',
  ],
  ['src/node/thrown.ts', "export const a = () => { throw 'text'; };", 'only-throw-error'],
  ['src/node/text.ts', 'export const a = (b: object) => `${b}`;', 'restrict-template-expressions'],
  [
    'src/node/method.ts',
    'export class A { b = 1; c(): number { return this.b; } } export const d = new A().c;',
    'unbound-method',
  ],
];

describe('Oxlint and the TypeScript compiler', () => {
  let copy: string;
  let found: readonly string[];

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'rolekeeper-lint-'));
    const compilerOptions = TYPED_FOLDERS.map((folder) => join(folder, 'tsconfig.json'));
    for (const name of ['.oxlintrc.json', 'package.json', ...compilerOptions])
      await cp(join(root, name), join(copy, name));
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    const app = ['src/node/app.ts', 'export interface App { readonly a: 1 }'] as const;
    for (const [file, text] of [...brokenFiles, app]) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), `${text}\n`);
    }
    const { lint } = (JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Scripts)
      .scripts;
    expect(lint).toBe('oxlint --type-check && eslint .');
    found = await oxlint(copy);
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it.each(brokenFiles.map(([file, , rule]) => [file, rule]))('refuse %s (%s)', (file, rule) => {
    expect(found.filter((line) => line.startsWith(`${file} `))).toContainEqual(
      expect.stringContaining(`(${rule})`),
    );
  });
});

interface Scripts {
  readonly scripts: { readonly lint: string };
}

/** Returns each violation that Oxlint reports in a folder, as `file plugin(rule)`. */
async function oxlint(cwd: string): Promise<readonly string[]> {
  const program = join(root, 'node_modules/oxlint/bin/oxlint');
  const output = await new Promise<string>((done) => {
    execFile(
      process.execPath,
      [program, '--type-check', '--format=json'],
      { cwd },
      (_error, stdout) => {
        done(stdout);
      },
    );
  });
  const { diagnostics } = JSON.parse(output) as {
    readonly diagnostics: readonly { readonly filename: string; readonly code: string }[];
  };
  return diagnostics.map(({ filename, code }) => `${filename.replaceAll('\\', '/')} ${code}`);
}
