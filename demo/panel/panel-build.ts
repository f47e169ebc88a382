import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { classicPage } from '../../scripts/classic-page.ts';
import { build, type InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..', '..');
/** What Electron 45 is built on; a browser of the last year has it too. */
const target = 'chrome140';

/** Builds the panel as it is packed, and beside it the script that gives a browser's page its bridge. */
export async function buildPanel(folder: string): Promise<void> {
  await build(panelConfig(folder));
  await build(deskConfig(folder));
  await copyFile(join(import.meta.dirname, 'page', 'desk.css'), join(folder, 'desk.css'));
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

/** Builds again whenever the source changes. Returns what ends it. */
export async function watchPanel(folder: string, built: () => void): Promise<() => Promise<void>> {
  const watching = await Promise.all(
    [panelConfig(folder), deskConfig(folder)].map((config) =>
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
      // One file: an immediate function would put its styles into the page itself.
      cssCodeSplit: false,
      rolldownOptions: { output: { format: 'iife' } },
    },
  };
}

function deskConfig(folder: string): InlineConfig {
  return {
    ...common,
    root: join(import.meta.dirname, 'page'),
    build: {
      outDir: folder,
      emptyOutDir: false,
      target,
      rolldownOptions: {
        input: join(import.meta.dirname, 'page', 'desk.ts'),
        output: { entryFileNames: 'desk.js', format: 'iife' },
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
