import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { AppState } from '../src/core/contract/app-state.ts';
import { installedBrowser, launchBrowser } from '../test/support/chromium.ts';
import { pretendDate } from '../test/support/clock/pretended-date.ts';
import { median } from './side-by-side.ts';
import { NOW, stateOf } from './tray-view.ts';
import type { Row } from './table.ts';

const ROLES = 1000;
/** The limit for a change of one role. A longer change would delay a person who types. */
const ROLE_CHANGE_MS = 25;
const FIRST_PAINT_MS = 100;
const KEY_MS = 16;
/** Longer than the visible panel's longest interval between two renders. */
const HIDDEN_FOR_MS = 12_000;
/**
 * The limit for the work of a hidden panel. A panel with one running timer would exceed the limit.
 */
const HIDDEN_MS = 1;
/** The timeout of one step in the page. */
const STEP_TIMEOUT_MS = 30_000;
/** A typical search, measured key by key. */
const TYPED = 'client-1a';

const origin = 'https://panel.invalid';
const folder = resolve(import.meta.dirname, '../out/renderer');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/**
 * Measures the built panel (`npm run build:app`) with a thousand roles in a real Chromium. Uses
 * Chromium's own metrics for the script time until the first paint, the work per key in the search
 * and per change of a role, and the work of a hidden panel.
 */
export async function benchPanel(rounds: number): Promise<readonly Row[]> {
  const installed = await installedBrowser();
  if (installed === null) {
    console.error('No Chrome, Chromium or Edge: the panel is not measured.');
    return [];
  }
  const browser = await launchBrowser(installed);
  try {
    const figures: Figures[] = [];
    for (let round = 0; round < rounds; round += 1) figures.push(await measure(browser));
    const of = (name: keyof Figures): number => median(figures.map((each) => each[name]));
    const hidden = await hiddenMs(browser);
    const row = (what: string, ours: number, atMost: number | null): Row => ({
      what: `the panel with ${ROLES} roles: ${what}`,
      ours,
      peer: null,
      limit: atMost === null ? null : { kind: 'ms', atMost },
    });
    return [
      row('script until the first paint', of('paintScript'), FIRST_PAINT_MS),
      row('all work until the first paint', of('paintTask'), null),
      row('all work for a key in the search', of('keyTask'), KEY_MS),
      row('all work for a change of one role', of('changeTask'), ROLE_CHANGE_MS),
      row(`script in ${HIDDEN_FOR_MS / 1000} s hidden`, hidden, HIDDEN_MS),
    ];
  } finally {
    await browser.close();
  }
}

interface Figures {
  readonly paintScript: number;
  readonly paintTask: number;
  readonly keyTask: number;
  readonly changeTask: number;
}

async function measure(browser: Browser): Promise<Figures> {
  const { page, spent } = await openPanel(browser);
  const paint = await spent();
  for (const key of TYPED) {
    await page.keyboard.press(key);
    await untilPainted(page);
  }
  const typed = await spent();
  await page.keyboard.press('Escape');
  await scrollToEnd(page);
  const drawn = await spent();
  await page.evaluate('changeRoles(1)');
  await untilPainted(page);
  const times = await spent();
  await page.context().close();
  const keys = TYPED.length;
  return {
    paintScript: paint.script,
    paintTask: paint.task,
    keyTask: (typed.task - paint.task) / keys,
    changeTask: times.task - drawn.task,
  };
}

/**
 * Renders every role. Fails if the list stops growing, for example because the search was not
 * cleared.
 */
async function scrollToEnd(page: Page): Promise<void> {
  const switches = page.getByRole('switch');
  for (let drawn = await switches.count(); drawn < ROLES; drawn = await switches.count()) {
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await page.waitForFunction(
      `document.querySelectorAll('[role=switch]').length > ${String(drawn)}`,
    );
    await untilPainted(page);
  }
}

async function hiddenMs(browser: Browser): Promise<number> {
  const { page, spent } = await openPanel(browser);
  await page.evaluate(
    "Object.defineProperty(document, 'visibilityState', { value: 'hidden' }), document.dispatchEvent(new Event('visibilitychange')), 0",
  );
  const before = await spent();
  await new Promise((done) => setTimeout(done, HIDDEN_FOR_MS));
  const after = await spent();
  await page.context().close();
  return after.script - before.script;
}

interface OpenPanel {
  readonly page: Page;
  /** Ms spent on the page's main thread since it opened. */
  readonly spent: () => Promise<{ readonly script: number; readonly task: number }>;
}

async function openPanel(browser: Browser): Promise<OpenPanel> {
  const context = await browser.newContext({ viewport: { width: 420, height: 620 } });
  const page = await context.newPage();
  await page.route(`${origin}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    await route.fulfill({
      body: await readFile(file),
      contentType: types[extname(file)] ?? 'application/octet-stream',
    });
  });
  page.setDefaultTimeout(STEP_TIMEOUT_MS);
  // Starts the page's clock at the time of the state, so that every run renders the same.
  await page.addInitScript(`(${pretendDate.toString()})(${String(NOW)} - Date.now())`);
  await page.addInitScript(bridge(stateOf(ROLES)));
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto(`${origin}/`);
  await page.getByRole('switch').first().waitFor();
  await untilPainted(page);
  return { page, spent: () => spentBy(session) };
}

/**
 * Returns the script of a bridge like the preload's. It only emits a state, in which `changeRoles`
 * changes the first roles.
 */
function bridge(state: AppState): string {
  return `(() => {
    const state = ${JSON.stringify(state)};
    const listeners = new Set();
    const done = () => Promise.resolve({ ok: true, value: null });
    globalThis.changeRoles = (count) => {
      state.roles.slice(0, count).forEach((view) => { view.kept = !view.kept; });
      const copy = structuredClone(state);
      for (const listener of listeners) listener(copy);
    };
    globalThis.rolekeeper = {
      surface: 'application', call: done, perform: done, shown() {}, hide() {},
      onState(listener) { listeners.add(listener); listener(structuredClone(state)); return () => listeners.delete(listener); },
      onShow: () => () => undefined,
    };
  })()`;
}

async function untilPainted(page: Page): Promise<void> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))',
  );
}

async function spentBy(
  session: CDPSession,
): Promise<{ readonly script: number; readonly task: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const ms = (metric: string): number =>
    1000 * (metrics.find(({ name }) => name === metric)?.value ?? NaN);
  return { script: ms('ScriptDuration'), task: ms('TaskDuration') };
}
