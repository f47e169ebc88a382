import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPanel } from '../../demo/panel/panel-build.ts';
import { type InstalledBrowser, installedBrowser } from '../support/chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built panel. */
    readonly panel: string;
    readonly browser: InstalledBrowser | null;
  }
}

/** Builds the panel as it is packaged and looks for a browser, once for all tests. */
export default async function prepareUi(project: TestProject): Promise<() => Promise<void>> {
  const panel = await mkdtemp(join(tmpdir(), 'rolekeeper-ui-'));
  await buildPanel(panel);
  project.provide('panel', panel);
  project.provide('browser', await installedBrowser());
  return () => rm(panel, { recursive: true, force: true });
}
