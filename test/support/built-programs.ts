import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import type { TestProject } from 'vitest/node';
import { bundleCommandLine } from '../../scripts/command-line-bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the command line, bundled from the current source. */
    readonly commandLine: string;
    /** Path of the tray application's main, bundled from the current source. */
    readonly main: string;
    /**
     * The value of NODE_COMPILE_CACHE, for tests that replace the environment of a program. Without
     * this value, the program would compile its source at each start.
     */
    readonly compileCache: string;
    /** Folder for files that the tests of a run share. Removed at the end of the run. */
    readonly sharedFolder: string;
  }
}

const root = join(import.meta.dirname, '../..');

/**
 * Bundles both programs once for all tests of a run, because a bundle starts five times faster than
 * the source. Uses its own folder, because `dist` can be old or in the middle of a build.
 */
export default async function buildPrograms(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'rk-built-'));
  // Main reads `node_modules`, `assets` and `out/renderer` from the folder above its own.
  await mkdir(join(folder, 'out'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const name of ['assets', 'out/renderer'])
    await symlink(join(root, name), join(folder, name));
  await buildInto(folder);
  project.onTestsRerun(() => buildInto(folder));
  project.provide('commandLine', pathToFileURL(join(folder, 'cli/rolekeeper.cjs')).href);
  const sharedFolder = join(folder, 'shared');
  await mkdir(sharedFolder);
  project.provide('sharedFolder', sharedFolder);
  const compileCache = join(folder, 'compiled');
  project.provide('compileCache', compileCache);
  process.env['NODE_COMPILE_CACHE'] = compileCache;
  project.provide('main', join(folder, 'out/main/index.mjs'));
  // A process that ends now may still be writing to the cache.
  return () => rm(folder, { recursive: true, force: true, maxRetries: 20 });
}

async function buildInto(folder: string): Promise<void> {
  await Promise.all([bundleCommandLine(join(folder, 'cli')), bundleMain(join(folder, 'out/main'))]);
}

/** Returns the file that replaces `src/main/platform.ts`, so that a test can choose the system. */
function standInPlatform(id: string): string | null {
  return id === './platform.ts' ? join(root, 'test/support/electron-stand-in/platform.ts') : null;
}

async function bundleMain(folder: string): Promise<void> {
  const bundle = await rolldown({
    cwd: root,
    input: ['src/main/index.ts', 'src/main/keychain-process.ts'],
    platform: 'node',
    plugins: [{ name: 'stand-in-platform', resolveId: standInPlatform }],
    external: (id) => isBuiltin(id) || id === 'kerberos' || id === 'electron',
    logLevel: 'warn',
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'parts/[name]-[hash].mjs',
    minify: false,
  });
  await bundle.close();
}
