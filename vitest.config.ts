import { realpathSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { earlyZone } from './test/support/clock/early-zone.ts';
import { isolatedFiles } from './test/support/isolated-files.ts';

// Workers inherit it, and every process that they start.
process.env['TZ'] = earlyZone(Date.now());
// Rolekeeper names files by their real path. The temporary folder is behind a link on macOS and has
// a short name on Windows.
const temporary = realpathSync.native(tmpdir());
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = temporary;

const realtime = 'test/**/*.realtime.test.ts';
const ui = 'test/ui/**/*.test.ts';
const electron = 'test/electron/**/*.test.ts';

const everywhere = {
  // Importing Electron as a value fails with a clear message. The real package would start a
  // download.
  alias: { electron: fileURLToPath(new URL('test/support/no-electron.ts', import.meta.url)) },
  // Inlined, so that it imports a test's stand-in for electron.
  server: { deps: { inline: ['electron-store'] } },
  // Only for tests that hang. A test about time measures the time itself.
  testTimeout: process.env['ROLEKEEPER_LONG'] === undefined ? 300_000 : 1_200_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
};

// A test that compares nothing cannot fail. A test of the panel also fails if what it waits for
// does not come.
const comparing = { ...everywhere, expect: { ...everywhere.expect, requireAssertions: true } };

// Most tests wait for processes that they start, so more workers than cores keep the cores busy.
const maxWorkers = 3 * Math.max(2, availableParallelism());

// With V8's defaults, workers spend a tenth of their time collecting young objects.
const execArgv = ['--min-semi-space-size=16', '--max-semi-space-size=64'];

export default defineConfig({
  test: {
    globalSetup: ['./test/support/temporary-home.ts', './test/support/built-programs.ts'],
    projects: [
      {
        // Files share workers, so each module is loaded once per worker instead of once per file.
        test: {
          ...comparing,
          name: 'parallel',
          include: ['test/**/*.test.ts'],
          exclude: [realtime, ui, electron, ...isolatedFiles],
          isolate: false,
          maxWorkers,
          execArgv,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...comparing,
          name: 'isolated',
          include: [...isolatedFiles],
          execArgv,
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The panel in a real browser, built once for all of them.
        test: {
          ...everywhere,
          name: 'ui',
          include: [ui],
          globalSetup: ['./test/ui/ui-setup.ts'],
          isolate: false,
          maxWorkers,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Tests that watch a real clock, never beside the projects above. Most of them only wait, so
        // three run at a time.
        test: {
          ...comparing,
          name: 'realtime',
          include: [realtime],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Real Electron, if it is installed: alone, because its windows take the focus from each
        // other and it builds the application.
        test: {
          ...everywhere,
          name: 'electron',
          include: [electron],
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
