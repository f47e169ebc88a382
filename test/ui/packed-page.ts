import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, inject, onTestFinished } from 'vitest';
import {
  BINDING,
  type FromPage,
  standInForElectron,
  type ToPage,
} from '../support/electron-stand-in/page-stand-in.ts';
import { type PackedApplication, packApplication } from '../support/packed-application.ts';
import { createMainSetup, type MainSetup, type RunningMain } from '../support/running-main.ts';
import { skippedExceptOn } from '../support/systems.ts';
import { pagesForTests } from './browser-pages.ts';

/**
 * Replaces `app://panel`, because Chromium does not know the scheme `app:`. The packed main answers
 * the requests to this origin.
 */
export const origin = 'https://panel.invalid';

/** The packed main in its own process, and its packed page in Chromium. */
export interface PackedPanel {
  readonly setup: MainSetup;
  readonly main: RunningMain;
  readonly page: Page;
  /** Main's answers to the page's requests, in order: address and status. */
  readonly served: readonly string[];
}

export interface PackedTest {
  readonly packed: () => PackedApplication;
  open(options?: { readonly colorScheme?: 'light' | 'dark' }): Promise<PackedPanel>;
  /**
   * Returns the errors and warnings of the browser since the last call. The test fails if there are
   * some that it has not read.
   */
  complaints(): readonly string[];
}

/**
 * Adds a suite that tests the output of `npm run pack`. If there is no browser, the suite is
 * skipped, and its title says so.
 */
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
        await page.route('**/*', (route) => answerFromMain(route, main, served));
        await connectToMain(page, main);
        await page.addInitScript({ content: await preloadOf(packed) });
        await page.goto(`${origin}/`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        return { setup, main, page, served };
      },
    });
  });
}

/** Returns an init script that runs the packed preload with the stand-in for Electron. */
async function preloadOf(packed: PackedApplication): Promise<string> {
  const preload = await readFile(join(packed.app, 'out/preload/index.cjs'), 'utf8');
  const body = `(require, module, exports) => {\n${preload}\n}`;
  return `(${standInForElectron.toString()})(${JSON.stringify(BINDING)}, ${body});`;
}

async function answerFromMain(route: Route, main: RunningMain, served: string[]): Promise<void> {
  const request = route.request();
  const url = request.url();
  if (!url.startsWith(`${origin}/`)) {
    await route.abort();
    return;
  }
  // Electron names no initiator for a navigation.
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
 * Connects the page with main. Main's handlers get the page's requests as if the panel's frame had
 * sent them.
 */
async function connectToMain(page: Page, main: RunningMain): Promise<void> {
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
