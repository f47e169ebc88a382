import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** A file that breaks a rule: its content, and the rule that must report it. */
interface Plant {
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

/** The folders of src/core, lowest first. */
const layers = [
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

const plants: readonly Plant[] = [
  { file: 'src/core/planted-fs.ts', text: `import 'node:fs';`, rule: 'core-is-pure' },
  { file: 'src/core/planted-sdk.ts', text: `import '@aws-sdk/client-sts';`, rule: 'core-is-pure' },
  { file: 'src/core/planted-node.ts', text: `import '../node/app.ts';`, rule: 'core-is-pure' },
  {
    file: 'src/core/planted-node-type.ts',
    text: `import type { AppOptions } from '../node/app.ts'; export type A = AppOptions;`,
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
  // Each layer except the highest imports the one above it.
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

/** Allowed imports that look similar to forbidden ones. */
const lawful: Readonly<Record<string, string>> = {
  // A cycle is reported once, at the other file.
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

describe('the dependency rule', () => {
  let copy: string;

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'rolekeeper-rule-'));
    for (const name of [
      'src',
      'demo',
      'package.json',
      'tsconfig.json',
      '.dependency-cruiser.cjs',
    ]) {
      await cp(join(root, name), join(copy, name), { recursive: true });
    }
    // The real packages, and an `electron` even if the real one is missing.
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
  });

  afterAll(() => rm(copy, { recursive: true, force: true }));

  const command = [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    ...['src', 'demo', '--progress', 'none'],
  ];

  /** Returns the findings of the command of `npm run depcruise`. */
  async function cruise(cwd: string): Promise<ICruiseResult> {
    const args = [...command, '--output-type', 'json'];
    const { stdout } = await run(process.execPath, args, { cwd, maxBuffer: 2 ** 26 });
    return JSON.parse(stdout) as ICruiseResult;
  }

  it('finds no violation in src, and reads every file', async () => {
    const result = await cruise(root);
    const read = new Set(result.modules.map((module) => module.source));
    const files = (await readdir(join(root, 'src'), { recursive: true }))
      .filter((file) => /[.]tsx?$/.test(file))
      .map((file) => `src/${file.replaceAll('\\', '/')}`);

    expect(result.summary.violations).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((file) => !read.has(file))).toEqual([]);
    // A cruiser that cannot parse TypeScript finds files without imports.
    expect(result.summary.totalDependenciesCruised ?? 0).toBeGreaterThan(files.length);
  });

  it('reports each planted violation by the rule that it breaks, and no allowed import', async () => {
    for (const [file, text] of [
      ...plants.map(({ file, text }) => [file, text] as const),
      ...Object.entries(lawful),
    ]) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), `${text}\n`);
    }
    const ending = run(process.execPath, command, { cwd: copy });
    const [result] = await Promise.all([cruise(copy), expect(ending).rejects.toThrow()]);
    const found = result.summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);

    for (const { file, rule } of plants) expect(found).toContain(`${file}: ${rule}`);
    expect(
      found.filter((line) => Object.keys(lawful).some((file) => line.startsWith(`${file}:`))),
    ).toEqual([]);
  });

  it('has a planted violation for each rule', () => {
    const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
      readonly forbidden: readonly { readonly name: string }[];
    };
    expect(new Set(plants.map(({ rule }) => rule))).toEqual(
      new Set(config.forbidden.map(({ name }) => name)),
    );
  });
});
