import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

/**
 * ESLint's messages for a text as this file, without the rules that need type information (and a
 * file on disk).
 */
async function complaints(file: string, text: string): Promise<readonly string[]> {
  const plain = new ESLint({
    cwd: root,
    overrideConfig: {
      languageOptions: { parserOptions: { projectService: false, project: null } },
    },
    ruleFilter: ({ ruleId }) =>
      ruleId.startsWith('no-restricted-') ||
      ruleId.endsWith('/no-explicit-any') ||
      ruleId.endsWith('/consistent-type-imports'),
  });
  const [result] = await plain.lintText(text, { filePath: resolve(root, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

const anywhereInSrc = 'src/node/planted.ts';

describe('the lint rules', () => {
  it.each([
    [
      'the time of the machine in core',
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
      'chance in core',
      'src/core/planted.ts',
      'export const chance = () => Math.random();',
      'Random port',
    ],
    [
      'a timer in core',
      'src/core/planted.ts',
      'export const later = () => setTimeout(() => undefined, 1);',
      'use a port',
    ],
    [
      'a timer in a view',
      'src/views/planted.ts',
      'export const later = () => setInterval(() => undefined, 1);',
      'use a port',
    ],
    ['a default export', anywhereInSrc, 'export default 1;', 'named export'],
    ['a barrel', anywhereInSrc, "export * from './app.ts';", 'No barrels'],
    ['a re-export by name', anywhereInSrc, "export { createApp } from './app.ts';", 'No barrels'],
    ['any', anywhereInSrc, 'export const a = (b: any) => b;', 'no-explicit-any'],
    [
      'as unknown as',
      'test/planted.ts',
      'export const a = 1 as unknown as string;',
      'switches the compiler off',
    ],
    [
      'the platform in a command',
      'src/cli/planted.ts',
      'export const p = () => process.platform;',
      'take it as a parameter',
    ],
    [
      'the process in a view',
      'src/views/planted.ts',
      'export const p = () => process.pid;',
      'use a port',
    ],
    [
      'module-level state',
      anywhereInSrc,
      'let count = 0; export const next = () => (count += 1);',
      'No module-level state',
    ],
    ['an exported let', anywhereInSrc, 'export let count = 0;', 'No module-level state'],
    ['an effect at import', anywhereInSrc, "console.log('here');", 'Only entries'],
    [
      'a type imported as a value',
      anywhereInSrc,
      "import { App } from '../core/app.ts'; export type A = App;",
      'consistent-type-imports',
    ],
  ])('refuse %s', async (_what, file, text, expected) => {
    expect(await complaints(file, text)).toEqual([expect.stringContaining(expected)]);
  });

  it.each([
    [
      'the platform where the ports are',
      'src/node/planted.ts',
      'export const p = () => process.platform;',
    ],
    [
      'the platform in the entry of the command line',
      'src/cli/rolekeeper.ts',
      'export const p = () => process.platform;',
    ],
    ['an effect at import in an entry', 'src/cli/rolekeeper.ts', "console.log('here');"],
    [
      'a date from a number in core',
      'src/core/planted.ts',
      'export const iso = (at: number) => new Date(at).toISOString();',
    ],
    ['a module-level constant', 'src/core/planted.ts', 'export const limit = 3;'],
    ['the clock on Node', 'src/node/planted.ts', 'export const now = () => Date.now();'],
  ])('allow %s', async (_what, file, text) => {
    expect(await complaints(file, text)).toEqual([]);
  });

  it('apply the rules that need types to every file of src and test', async () => {
    for (const file of ['src/core/contract/app.ts', 'test/tooling/lint-rules.test.ts']) {
      const config = (await eslint.calculateConfigForFile(resolve(root, file))) as {
        readonly rules: Readonly<Record<string, readonly unknown[]>>;
      };
      for (const rule of [
        'no-floating-promises',
        'switch-exhaustiveness-check',
        'no-unsafe-assignment',
        'no-non-null-assertion',
      ]) {
        expect([file, rule, config.rules[`@typescript-eslint/${rule}`]?.[0]]).toEqual([
          file,
          rule,
          2,
        ]);
      }
    }
  });
});
