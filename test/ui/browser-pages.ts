import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';

export interface PageOptions extends BrowserContextOptions {
  /** A script that runs before the page's own. */
  readonly init?: string;
  /** For a test that changes the clock, because all pages of a context have the same clock. */
  readonly ownContext?: boolean;
}

export interface BrowserPages {
  /** Opens an empty page, which ends with the test. */
  open(options?: PageOptions): Promise<Page>;
  /** Returns the errors and warnings of the pages since the last call. */
  takeComplaints(): readonly string[];
}

/**
 * A worker's browser and its contexts by their options. A new page costs half as much if its
 * context has a page already: Chromium then starts no process for it.
 */
interface WorkerBrowser {
  readonly browser: Browser;
  readonly contexts: Map<string, Promise<BrowserContext>>;
}

/**
 * A test's page lives for seconds. V8's optimizing compiler and helper threads take more processor
 * time than they save in that time (measured with axe: 9 % of the browser's).
 */
const SHORT_LIVED_CODE = '--js-flags=--single-threaded --no-opt';

const withBrowser = test.extend(
  'ofWorker',
  { scope: 'worker' },
  async ({}, { onCleanup }): Promise<WorkerBrowser | null> => {
    const atHand = inject('browser');
    if (atHand === null) return null;
    const args = [...atHand.args, '--renderer-process-limit=1', SHORT_LIVED_CODE];
    const browser = await launchBrowser({ ...atHand, args });
    onCleanup(() => browser.close());
    return { browser, contexts: new Map() };
  },
);

/**
 * Gives the tests of a suite pages in a real browser, in English unless their options differ. A
 * test fails if the browser complains and the test does not call `takeComplaints`.
 */
export function pagesForTests(defaults: BrowserContextOptions): BrowserPages {
  let worker: WorkerBrowser | null = null;
  const complaints: string[] = [];
  const takeComplaints = (): readonly string[] => complaints.splice(0);
  withBrowser.beforeAll(({ ofWorker }) => {
    worker = ofWorker;
  });
  afterEach(() => {
    expect(takeComplaints()).toEqual([]);
  });
  return {
    takeComplaints,
    open: async ({ init, ownContext = false, ...options } = {}) => {
      if (worker === null) throw new Error('there is no browser');
      const wanted = { locale: 'en-GB', ...defaults, ...options };
      const context = await (ownContext
        ? worker.browser.newContext(wanted)
        : sharedContext(worker, wanted));
      onTestFinished(() => (ownContext ? context.close() : leaveOneEmptyPage(context)));
      const page = await context.newPage();
      if (init !== undefined) await page.addInitScript({ content: init });
      page.setDefaultTimeout(30_000);
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      return page;
    },
  };
}

function sharedContext(
  { browser, contexts }: WorkerBrowser,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  const key = JSON.stringify(options);
  const context = contexts.get(key) ?? browser.newContext(options);
  contexts.set(key, context);
  return context;
}

/** The page that stays keeps its process alive for the next page. No test uses it again. */
async function leaveOneEmptyPage(context: BrowserContext): Promise<void> {
  const [first, ...others] = context.pages();
  await Promise.all(others.map((page) => page.close()));
  if (first !== undefined && first.url() !== 'about:blank') await first.goto('about:blank');
}
