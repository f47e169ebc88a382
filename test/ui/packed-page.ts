import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, inject, onTestFinished } from 'vitest';
import {
  BINDING,
  type FromPage,
  standInForElectron,
  type ToPage,
} from '../support/electron-stand-in/page-world.ts';
import { type PackedApplication, packApplication } from '../support/packed-application.ts';
import { createMainSetup, type MainSetup, type RunningMain } from '../support/running-main.ts';
import { skippedExceptOn } from '../support/systems.ts';
import { pagesForTests } from './browser-pages.ts';

/**
 * Plain Chromium does not know the `app:` scheme, so requests to this origin go to the packed
 * handler as `app://panel`, and its answers are returned unchanged.
 */
export const origin = 'https://panel.invalid';

/** The packed main in its own process, and its packed page in Chromium. */
export interface PackedPanel {
  readonly setup: MainSetup;
  readonly main: RunningMain;
  readonly page: Page;
  /** The handler's answers to this page, in order: path and status. */
  readonly served: readonly string[];
}

export interface PackedTest {
  readonly packed: () => PackedApplication;
  open(options?: { readonly colorScheme?: 'light' | 'dark' }): Promise<PackedPanel>;
  /** The browser's complaints in this test. The test reads them, or fails. */
  complaints(): readonly string[];
}

/** A suite with the output of `npm run pack`, or a skipped one that names the reason. */
export function describePacked(tests: (test: PackedTest) => void): void {
  const atHand = inject('browser');
  const name = `the packed application${atHand === null ? ' [needs chromium]' : ''}`;
  describe.skipIf(atHand === null || skippedExceptOn('Linux'))(name, () => {
    let packed: PackedApplication;
    const pages = pagesForTests({ viewport: { width: 420, height: 620 } });
    beforeAll(async () => {
      packed = await packApplication();
    });
    tests({
      packed: () => packed,
      complaints: () => pages.takeComplaints(),
      open: async ({ colorScheme = 'light' } = {}) => {
        const setup = await createMainSetup();
        onTestFinished(() => setup.dispose());
        const main = await setup.start({ entry: join(packed.app, 'out/main/index.js') });
        const page = await pages.open({ colorScheme });
        const served: string[] = [];
        await page.route('**/*', (route) => serve(route, main, served));
        await attend(page, main);
        await page.addInitScript({ content: await preloadOf(packed) });
        await page.goto(`${origin}/`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        return { setup, main, page, served };
      },
    });
  });
}

/** The packed preload, inside what Electron would provide. */
async function preloadOf(packed: PackedApplication): Promise<string> {
  const preload = await readFile(join(packed.app, 'out/preload/index.cjs'), 'utf8');
  const body = `(require, module, exports) => {\n${preload}\n}`;
  return `(${standInForElectron.toString()})(${JSON.stringify(BINDING)}, ${body});`;
}

async function serve(route: Route, main: RunningMain, served: string[]): Promise<void> {
  const request = route.request();
  const url = request.url();
  if (!url.startsWith(`${origin}/`)) {
    await route.abort();
    return;
  }
  // A navigation has no initiator.
  const from = request.isNavigationRequest() ? {} : { initiatorOrigin: 'null' };
  const panelUrl = `app://panel${url.slice(origin.length)}`;
  const { status, headers, body } = await main.do.fetch(panelUrl, {
    method: request.method(),
    ...from,
  });
  served.push(`${panelUrl} ${status}`);
  await route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) });
}

/**
 * Connects the page with main: its requests reach main's own handlers, with the panel's frame as
 * sender.
 */
async function attend(page: Page, main: RunningMain): Promise<void> {
  let waiting: ToPage[] = [];
  let wake: (() => void) | null = null;
  main.onSent((message) => {
    waiting.push(message);
    wake?.();
  });
  await page.exposeFunction(BINDING, async (question: FromPage): Promise<unknown> => {
    switch (question.ask) {
      case 'invoke':
        return main.do.invoke(question.channel, question.values);
      case 'send':
        return main.do.send(question.channel, question.values);
      case 'messages': {
        if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const messages = waiting;
        waiting = [];
        return messages;
      }
    }
  });
}
