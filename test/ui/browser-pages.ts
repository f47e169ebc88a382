import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, expect, inject, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';

export interface PageOptions extends BrowserContextOptions {
  /** A script that runs before the page's own. */
  readonly init?: string;
  /**
   * Opens the page in its own context, because all pages of a context share one clock. For tests
   * that change the clock.
   */
  readonly ownContext?: boolean;
}

export interface BrowserPages {
  /** Opens an empty page for the current test. */
  open(options?: PageOptions): Promise<Page>;
  /** Returns the errors and warnings of the pages since the last call. */
  takeComplaints(): readonly string[];
}

/**
 * The browser of a worker, and its contexts by their options. Each context keeps a page open,
 * because a new page costs half as much if Chromium need not start a process.
 */
interface WorkerBrowser {
  readonly browser: Browser;
  readonly contexts: Map<string, Promise<BrowserContext>>;
}

/**
 * Switches off V8's optimising compiler and helper threads, because a page of a test lives only for
 * seconds. This saves 9 % of the browser's processor time in the tests with axe.
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
 * Gives the tests of a suite pages in a real browser, in English by default. A test fails if the
 * browser reports an error or a warning that the test does not take with `takeComplaints`.
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
      if (worker === null) throw new Error('no browser is installed');
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

/**
 * Closes all pages of the context but one, which keeps Chromium's process alive for the next page.
 */
async function leaveOneEmptyPage(context: BrowserContext): Promise<void> {
  const [first, ...others] = context.pages();
  await Promise.all(others.map((page) => page.close()));
  if (first !== undefined && first.url() !== 'about:blank') await first.goto('about:blank');
}
