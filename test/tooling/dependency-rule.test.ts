import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A file whose import breaks a rule, and the name of the rule. */
interface ForbiddenImport {
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

/** The folders of src/core. A folder may import only from the folders before it. */
const layers = [
  'ports',
  'credentials-file',
  'aws-config',
  'roles',
  'settings',
  'snapshot',
  'sts',
  'sessions',
  'mfa',
  'assuming',
  'keeping',
  'discovery',
  'contract',
  'serving',
  'app',
];

const forbiddenImports: readonly ForbiddenImport[] = [
  { file: 'src/core/planted-fs.ts', text: `import 'node:fs';`, rule: 'core-is-pure' },
  { file: 'src/core/planted-sdk.ts', text: `import '@aws-sdk/client-sts';`, rule: 'core-is-pure' },
  { file: 'src/core/planted-node.ts', text: `import '../node/app.ts';`, rule: 'core-is-pure' },
  {
    file: 'src/core/planted-node-type.ts',
    text: `import type { AppOptions } from '../node/app-options.ts'; export type A = AppOptions;`,
    rule: 'core-is-pure',
  },
  { file: 'src/core/planted-view.ts', text: `import '../views/planted.ts';`, rule: 'core-is-pure' },
  {
    file: 'src/core/planted-layer.ts',
    text: `import './roles/role.ts';`,
    rule: 'core-root-files',
  },
  {
    file: 'src/core/app/planted-folder.ts',
    text: `import '../planted-folder/planted.ts';`,
    rule: 'core-has-these-layers',
  },
  // In each folder except the last, a file imports from the next folder.
  ...layers.slice(0, -1).map((layer, index) => ({
    file: `src/core/${layer}/planted-layer.ts`,
    text: `import '../${String(layers[index + 1])}/planted.ts';`,
    rule: `core-layer-${layer}`,
  })),
  { file: 'src/views/planted-fs.ts', text: `import 'node:path';`, rule: 'views-are-pure' },
  { file: 'src/views/planted-zod.ts', text: `import 'zod';`, rule: 'views-are-pure' },
  { file: 'src/views/planted-node.ts', text: `import '../node/app.ts';`, rule: 'views-are-pure' },
  {
    file: 'src/views/planted-electron.ts',
    text: `import { Tray } from 'electron'; export const t = Tray;`,
    rule: 'electron-only-in-main',
  },
  {
    file: 'src/node/planted-view.ts',
    text: `import '../views/planted.ts';`,
    rule: 'node-implements-ports',
  },
  {
    file: 'src/node/planted-electron.ts',
    text: `import { app } from 'electron'; export const a = app;`,
    rule: 'electron-only-in-main',
  },
  {
    file: 'src/cli/planted-renderer.ts',
    text: `import '../renderer/planted.ts';`,
    rule: 'cli-is-a-surface',
  },
  {
    file: 'demo/planted-cli.ts',
    text: `import '../src/cli/planted.ts';`,
    rule: 'demo-is-a-surface',
  },
  {
    file: 'src/cli/planted-demo.ts',
    text: `import '../../demo/planted.ts';`,
    rule: 'src-imports-no-tools',
  },
  { file: 'src/cli/planted-main.ts', text: `import '../main/planted.ts';`, rule: 'main-is-a-leaf' },
  {
    file: 'src/main/planted-renderer.ts',
    text: `import '../renderer/planted.ts';`,
    rule: 'main-is-a-surface',
  },
  {
    file: 'src/renderer/planted-node.ts',
    text: `import '../node/app.ts';`,
    rule: 'renderer-is-a-browser',
  },
  { file: 'src/renderer/planted-fs.ts', text: `import 'node:fs';`, rule: 'renderer-has-no-node' },
  {
    file: 'src/preload/planted-settings.ts',
    text: `import '../core/settings/settings.ts';`,
    rule: 'preload-is-thin',
  },
  { file: 'src/preload/planted-zod.ts', text: `import 'zod';`, rule: 'preload-is-thin' },
  {
    file: 'src/node/planted-test.ts',
    text: `import '../../test/planted.ts';`,
    rule: 'src-imports-no-tools',
  },
  { file: 'src/node/planted-a.ts', text: `import './planted-b.ts';`, rule: 'no-circular' },
  {
    file: 'src/node/planted-nowhere.ts',
    text: `import './planted-and-not-there.ts';`,
    rule: 'no-unresolvable',
  },
];

/** Files with allowed imports that look like forbidden ones. */
const allowed: Readonly<Record<string, string>> = {
  // A cycle is reported once, for `planted-a.ts`.
  'src/node/planted-b.ts': `import './planted-a.ts';`,
  'src/core/planted.ts': `import * as z from 'zod'; export const planted = z;`,
  'src/views/planted.ts': `import type { Tray } from 'electron'; import '../core/planted.ts'; export type T = Tray;`,
  'src/node/planted.ts': `import 'node:fs'; import '@aws-sdk/client-sts'; import '../core/planted.ts';`,
  'src/cli/planted.ts': `import '../node/planted.ts'; import '../views/planted.ts'; import '../core/planted.ts';`,
  'demo/planted.ts': `import '../src/node/planted.ts'; import 'node:http';`,
  'src/main/planted.ts': `import { app } from 'electron'; import '../node/planted.ts'; export const a = app;`,
  'src/renderer/planted.ts': `import '../views/planted.ts'; import '../core/planted.ts';`,
  'src/preload/planted.ts': `import type { Api } from '../core/contract/api.ts'; import { contextBridge } from 'electron'; export const b = contextBridge as Api | null;`,
  'src/core/planted-folder/planted.ts': `export {};`,
  ...Object.fromEntries(layers.map((layer) => [`src/core/${layer}/planted.ts`, `export {};`])),
  'test/planted.ts': `export {};`,
};

const configuration = ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'];

async function writeFiles(
  folder: string,
  files: readonly (readonly [file: string, text: string])[],
): Promise<void> {
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${text}\n`);
  }
}

describe('the dependency rule', () => {
  let copy: string;
  let result: ICruiseResult;
  /**
   * The violations that dependency-cruiser reports, as `file: rule`. It reads a copy of the source,
   * to which `forbiddenImports` and `allowed` are added.
   */
  let found: readonly string[];

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'rolekeeper-rule-'));
    for (const name of ['src', 'demo', 'scripts', ...configuration])
      await cp(join(root, name), join(copy, name), { recursive: true });
    // Links the installed packages. Electron can be missing, so the copy has an empty `electron`.
    await mkdir(join(copy, 'node_modules/electron'), { recursive: true });
    await writeFile(
      join(copy, 'node_modules/electron/package.json'),
      '{ "name": "electron", "main": "index.js" }',
    );
    await writeFile(join(copy, 'node_modules/electron/index.js'), '');
    for (const name of await readdir(join(root, 'node_modules'))) {
      if (name === 'electron' || name.startsWith('.')) continue;
      await symlink(join(root, 'node_modules', name), join(copy, 'node_modules', name), 'junction');
    }
    await writeFiles(
      copy,
      forbiddenImports.map(({ file, text }) => [file, text] as const),
    );
    await writeFiles(copy, Object.entries(allowed));
    const { stdout } = await cruise(copy, '--output-type', 'json');
    result = JSON.parse(stdout) as ICruiseResult;
    found = result.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
  });

  afterAll(() => rm(copy, { recursive: true, force: true }));

  /** Runs dependency-cruiser with the arguments of `npm run depcruise`. */
  const cruise = (cwd: string, ...more: readonly string[]) => {
    const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const args = [program, 'src', 'demo', '--progress', 'none', ...more];
    return run(process.execPath, args, { cwd, maxBuffer: 2 ** 26 });
  };

  it('is obeyed by every file in src and demo, and dependency-cruiser reads every file in src', async () => {
    const read = new Set(result.modules.map((module) => module.source));
    const files = (await readdir(join(root, 'src'), { recursive: true }))
      .filter((file) => /[.]tsx?$/.test(file))
      .map((file) => `src/${file.replaceAll('\\', '/')}`);

    const isPlanted = (line: string): boolean =>
      forbiddenImports.some(({ file }) => line.startsWith(`${file}:`));
    expect(found.filter((line) => !isPlanted(line))).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((file) => !read.has(file))).toEqual([]);
    // If dependency-cruiser could not parse TypeScript, it would find the files but no imports.
    expect(result.summary.totalDependenciesCruised ?? 0).toBeGreaterThan(files.length);
  });

  it.each(forbiddenImports)('refuses the import in $file: $rule', ({ file, rule }) => {
    expect(found).toContain(`${file}: ${rule}`);
  });

  it('makes dependency-cruiser fail if a file breaks the rule', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-rule-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    for (const name of configuration) await cp(join(root, name), join(folder, name));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const allowedFile = ['demo/planted.ts', 'export {};'] as const;
    const [violation] = forbiddenImports;
    await writeFiles(folder, [allowedFile, [violation?.file ?? '', violation?.text ?? '']]);
    await expect(cruise(folder)).rejects.toMatchObject({
      stdout: expect.stringContaining(violation?.rule ?? '') as string,
    });
  });

  it('has a forbidden import in this test for each rule name in .dependency-cruiser.cjs', () => {
    const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
      readonly forbidden: readonly { readonly name: string }[];
    };
    expect(new Set(forbiddenImports.map(({ rule }) => rule))).toEqual(
      new Set(config.forbidden.map(({ name }) => name)),
    );
  });
});
