// `npm run pictures`: makes the pictures in docs/pictures from the real panel and the real app, in
// light and dark, at double resolution.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { buildPanel } from '../demo/panel/panel-build.ts';
import { sampleOrganization } from '../demo/identity-center/assignments.ts';
import { PANEL_USER, panelSamples } from '../demo/panel/panel-samples.ts';
import { type PanelSetup, startPanelSetup } from '../demo/panel/panel-setup.ts';
import { installedBrowser, launchBrowser } from '../test/support/chromium.ts';
import { enDiscovery } from '../src/views/words/en-discovery.ts';
import { enFirstSteps } from '../src/views/words/en-first-steps.ts';
import { enPanel } from '../src/views/words/en-panel.ts';
import {
  type Box,
  type BoxKind,
  type DrawnWindow,
  OTHER_WINDOWS,
  windowsSvg,
} from './window-comparison.ts';
import { onlyHelp } from '../demo/with-help.ts';

onlyHelp([
  'Usage: npm run pictures',
  '',
  'Makes the pictures of the README and the guide in docs/pictures, from the real panel. It needs',
  'Chrome, Chromium or Edge, or its path in ROLEKEEPER_BROWSER.',
]);
const pictures = resolve(import.meta.dirname, '..', 'docs', 'pictures');
const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];

const ACCOUNTS = ['Production', 'Staging', 'Sandbox', 'Shared services', 'Data lake', 'Audit'];

/** A policy such as the owner of a role sends to the user. */
const POLICY = `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Resource": "arn:aws:iam::123456789012:role/MyApp/MyS3Access",
    "Condition": { "StringEquals": { "sts:ExternalId": "Unique-Id-From-Client" } }
  }
}`;

const installed = await installedBrowser();
if (installed === null)
  throw new Error('the pictures need Chrome, Chromium or Edge: set ROLEKEEPER_BROWSER to its path');
const folder = await mkdtemp(join(tmpdir(), 'rolekeeper-pictures-'));
await buildPanel(folder);
const browser = await launchBrowser(installed);
await withPanel([], async (panel) => {
  await inEachScheme(panel, browser, 'first-run', { width: 420, height: 580 }, (page) =>
    page.getByText(enFirstSteps.found(1)).waitFor(),
  );
  const { accounts, roles } = sampleOrganization(6);
  const named = accounts.map((account, at) => ({ ...account, accountName: ACCOUNTS[at] ?? '' }));
  panel.center.assign(roles, named);
  await inEachScheme(panel, browser, 'discover', { width: 420, height: 700 }, async (page) => {
    await page.getByRole('button', { name: enDiscovery.open }).click();
    await page.getByRole('button', { name: enDiscovery.page.start }).click();
    const search = page.getByRole('searchbox');
    // Only the first of the pictures needs a sign-in. The next ones show the search at once.
    const waits = page.getByRole('dialog').getByText(/^[A-Z]{4}-[A-Z]{4}$/);
    await search.or(waits).waitFor();
    for (const code of panel.center.waiting()) panel.center.answer(code, true);
    await search.waitFor();
    await page.getByRole('button', { name: /^Production/ }).click();
    await page.getByLabel('PowerUser in Production').check();
    await page.getByLabel('ReadOnly in Production').check();
    await page.getByRole('heading', { level: 1 }).focus();
    await page.evaluate('scrollTo(0, 0)');
  });
});
await withPanel(['client-s3', 'build', 'deploy', 'audit', 'partner'], async (panel) => {
  for (const { role } of panel.app.state().roles.filter(({ role }) => role.name !== 'partner')) {
    await panel.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
  }
  await inEachScheme(panel, browser, 'panel', { width: 900, height: 620 }, async () => undefined);
  await inEachScheme(
    panel,
    browser,
    'tray',
    { width: 900, height: 620 },
    async () => undefined,
    'aside',
  );
  await inEachScheme(panel, browser, 'activity', { width: 420, height: 600 }, async (page) => {
    await page.getByRole('button', { name: 'Activity', exact: true }).click();
    await page.getByText(/^\d+ entries$/).waitFor();
  });
  await inEachScheme(panel, browser, 'mfa', { width: 420, height: 600 }, async (page) => {
    await page.getByRole('button', { name: enPanel.remedies.enterCode }).click();
    await page.getByLabel('Six-digit code').pressSequentially('4920');
  });
  await inEachScheme(panel, browser, 'form', { width: 420, height: 700 }, async (page) => {
    await page.getByRole('button', { name: 'Add a role' }).click();
    const pasted = page.getByLabel(enPanel.form.paste);
    await pasted.fill(POLICY);
    await pasted.evaluate('document.activeElement.scrollTop = 0');
    await page.getByRole('heading', { level: 1 }).focus();
  });
});
await writeFile(join(pictures, 'windows.svg'), await windowsPicture(browser));
await browser.close();
await rm(folder, { recursive: true, force: true });

/** Measures the panel and the palette, and draws them beside the windows of other programs. */
async function windowsPicture(chromium: Browser): Promise<string> {
  const { accounts, roles } = panelSamples(3600);
  const more = Array.from({ length: 14 }, (_, index) => ({
    name: `team-${String(index + 1)}`,
    roleArn: `arn:aws:iam::123456789012:role/Team${String(index + 1)}`,
  }));
  const panel = await startPanelSetup({
    panel: folder,
    user: PANEL_USER,
    accounts,
    roles: [...roles, ...more],
  });
  try {
    const on = ['client-s3', 'build', 'sandbox'];
    for (const { role } of panel.app.state().roles.filter(({ role }) => on.includes(role.name)))
      await panel.app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
    const page = await pageOf(panel, chromium, { width: 420, height: 620 }, 'light');
    await page.locator('.row').nth(12).waitFor();
    const list = await measuredWindow(page, 'Rolekeeper', {
      head: '.page-head',
      search: '.search',
      row: '.row',
      action: '.row .primary',
    });
    await page.keyboard.press('Control+k');
    await page.locator('.palette').waitFor();
    const palette = await measuredWindow(page, 'Rolekeeper’s palette', {
      dialog: 'dialog',
      search: 'dialog .search',
      row: '.palette > li',
      action: '.palette > [aria-selected=true]',
    });
    const [leapp, mullvad, ...palettes] = OTHER_WINDOWS;
    return windowsSvg([
      [list, leapp, mullvad].flatMap((window) => window ?? []),
      [palette, ...palettes],
    ]);
  } finally {
    await panel.stop();
  }
}

/**
 * Returns the boxes of a page that are completely in the window. `selectors` has a selector for
 * each kind of box.
 */
async function measuredWindow(
  page: Page,
  name: string,
  selectors: Readonly<Partial<Record<BoxKind, string>>>,
): Promise<DrawnWindow> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const boxes = await page.evaluate<readonly Box[]>(`
    Object.entries(${JSON.stringify(selectors)}).flatMap(([kind, selector]) =>
      [...document.querySelectorAll(selector)].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { kind, x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
      })).filter(({ y, height }) => y >= 0 && y + height <= innerHeight)`);
  return { name, width, height, boxes, source: 'measured' };
}

async function withPanel(
  names: readonly string[],
  take: (panel: PanelSetup) => Promise<void>,
): Promise<void> {
  const { accounts, roles } = panelSamples(3600);
  const chosen = roles.filter(({ name }) => names.includes(name));
  const panel = await startPanelSetup({ panel: folder, user: PANEL_USER, accounts, roles: chosen });
  try {
    await take(panel);
  } finally {
    await panel.stop();
  }
}

async function inEachScheme(
  panel: PanelSetup,
  on: Browser,
  name: string,
  viewport: { readonly width: number; readonly height: number },
  prepare: (page: Page) => Promise<unknown>,
  part = 'body',
): Promise<void> {
  for (const colorScheme of schemes) {
    const page = await pageOf(panel, on, viewport, colorScheme);
    await prepare(page);
    // Hides the caret, because its blinking would change the picture.
    await (part === 'body' ? page : page.locator(part)).screenshot({
      path: join(pictures, `${name}-${colorScheme}.png`),
      caret: 'hide',
      animations: 'disabled',
    });
    await page.context().close();
  }
}

async function pageOf(
  panel: PanelSetup,
  on: Browser,
  viewport: { readonly width: number; readonly height: number },
  colorScheme: Scheme,
): Promise<Page> {
  const context = await on.newContext({
    viewport,
    colorScheme,
    deviceScaleFactor: 2,
    locale: 'en-GB',
  });
  // Shows the actions of the application, because the panel in a browser has fewer.
  await context.addInitScript(`Object.defineProperty(window, 'rolekeeper', {
    set(bridge) { this.bridge = { ...bridge, surface: 'application' }; },
    get() { return this.bridge; },
  })`);
  const page = await context.newPage();
  await page.goto(panel.server.link());
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
