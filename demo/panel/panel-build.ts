import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { classicPage } from '../../scripts/classic-page.ts';
import { build, type InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..', '..');
/**
 * The built panel needs at least this version of Chromium. Electron and the browsers of the last
 * year have it.
 */
const target = 'chrome140';

/** Builds the panel, and the script that connects a page in a browser to the server. */
export async function buildPanel(folder: string): Promise<void> {
  await build(panelConfig(folder));
  await build(browserPageConfig(folder));
  await copyFile(
    join(import.meta.dirname, 'page', 'browser-page.css'),
    join(folder, 'browser-page.css'),
  );
  for (const state of [
    'idle',
    'active-1',
    'active-2',
    'active-3',
    'active',
    'attention',
    'error',
  ]) {
    await copyFile(join(root, 'assets/tray', `${state}@2x.png`), join(folder, `tray-${state}.png`));
  }
}

/** Rebuilds the panel whenever its source changes, until the returned function is called. */
export async function watchPanel(folder: string, built: () => void): Promise<() => Promise<void>> {
  const watching = await Promise.all(
    [panelConfig(folder), browserPageConfig(folder)].map((config) =>
      build({ ...config, build: { ...config.build, watch: {} } }),
    ),
  );
  const watchers = watching.flatMap((each) => ('close' in each ? [each] : []));
  for (const watcher of watchers) {
    watcher.on('event', ({ code }) => {
      if (code === 'END') built();
    });
  }
  return async () => {
    await Promise.all(watchers.map((watcher) => watcher.close()));
  };
}

function panelConfig(folder: string): InlineConfig {
  return {
    ...common,
    root: join(root, 'src/renderer'),
    base: './',
    plugins: [classicPage],
    build: {
      outDir: folder,
      emptyOutDir: false,
      target,
      modulePreload: { polyfill: false },
      // One CSS file, because with splitting, an IIFE bundle would inject its styles into the page.
      cssCodeSplit: false,
      rolldownOptions: { output: { format: 'iife' } },
    },
  };
}

function browserPageConfig(folder: string): InlineConfig {
  return {
    ...common,
    root: join(import.meta.dirname, 'page'),
    build: {
      outDir: folder,
      emptyOutDir: false,
      target,
      rolldownOptions: {
        input: join(import.meta.dirname, 'page', 'browser-page.ts'),
        output: { entryFileNames: 'browser-page.js', format: 'iife' },
      },
    },
  };
}

const common: InlineConfig = {
  configFile: false,

  publicDir: false,
  logLevel: 'warn',
  clearScreen: false,
};
