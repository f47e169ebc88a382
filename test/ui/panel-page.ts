import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, inject, onTestFinished } from 'vitest';
import {
  type PanelSetup,
  type PanelSetupOptions,
  startPanelSetup,
} from '../../demo/panel/panel-setup.ts';
import { PANEL_USER } from '../../demo/panel/panel-samples.ts';
import type { RoleAccount } from '../../demo/sts/accounts.ts';
import type { RoleDraft } from '../../src/core/roles/role-draft.ts';
import { ScriptedConsent } from '../support/scripted-consent.ts';
import { type PageOptions, pagesForTests } from './browser-pages.ts';

export interface PanelTest {
  /** Starts a panel server, and stops it when the test ends. */
  start(options?: Partial<PanelSetupOptions>): Promise<PanelSetup>;
  /**
   * Opens a server's panel in a page. The test fails if the browser reports an error or a warning.
   */
  open(setup: Pick<PanelSetup, 'server'>, options?: PageOptions): Promise<Page>;
}

/**
 * About the panel's size in the application (420 × 620 px). A wide page also shows the tray menu.
 */
const PANEL_SIZE = { width: 400, height: 640 };

/**
 * Adds a suite with a real browser and the real server. If there is no browser, the suite is
 * skipped, and its title says so.
 */
export function describePanel(title: string, tests: (panel: PanelTest) => void): void {
  const atHand = inject('browser');
  const name = atHand === null ? `${title} [needs chromium]` : title;
  describe.skipIf(atHand === null)(name, () => {
    const pages = pagesForTests({ viewport: PANEL_SIZE });
    tests({
      start: async (options = {}) => {
        const {
          panel = inject('panel'),
          user = PANEL_USER,
          accounts = [clientAccount],
          roles = [clientRole],
          consent = new ScriptedConsent(),
        } = options;
        const setup = await startPanelSetup({
          ...options,
          panel,
          user,
          accounts,
          roles,
          consent,
        });
        onTestFinished(() => setup.stop());
        return setup;
      },
      open: async (setup, options) => {
        const page = await pages.open(options);
        await page.goto(setup.server.link());
        await page.getByRole('heading', { level: 1 }).waitFor();
        return page;
      },
    });
  });
}

export const clientArn = 'arn:aws:iam::999988887777:role/MyApp/MyS3Access';
export const everyone = ['arn:aws:iam::111122223333:root'];
export const clientAccount: RoleAccount = {
  roleArn: clientArn,
  trusts: everyone,
  externalId: 'demo-7f3a',
};
export const clientRole: RoleDraft = {
  name: 'client-s3',
  roleArn: clientArn,
  externalId: 'demo-7f3a',
};

/** Returns a role's card in the list. */
export function cardOf(page: Page, name: string): Locator {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('switch', { name: `Keep ${name} fresh` }) });
}

export function switchOf(page: Page, name: string): Locator {
  return page.getByRole('switch', { name: `Keep ${name} fresh` });
}

/** Chooses an action in the menu of a role's card. */
export async function chooseMore(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `More actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** Waits until a locator contains the text. */
export async function waitForText(locator: Locator, wanted: string | RegExp): Promise<void> {
  await locator.getByText(wanted).first().waitFor();
}

/**
 * Makes the page reload itself. A reload by Playwright can come before Chromium has stored the
 * `window.name` that the page has just set.
 */
export async function reload(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.evaluate('void setTimeout(() => location.reload())');
  await loaded;
}

export async function credentialsOf(setup: PanelSetup): Promise<string> {
  return readFile(setup.home.credentialsFile, 'utf8');
}

/** Returns the access key ID in a section of the credentials file; null if there is none. */
export async function keyIn(setup: PanelSetup, profile: string): Promise<string | null> {
  const [, body = ''] = (await credentialsOf(setup)).split(`[${profile}]\n`);
  const [section = ''] = body.split('\n[');
  return /^aws_access_key_id = (\S+)$/m.exec(section)?.[1] ?? null;
}

/**
 * Returns an init script that replaces members of the page's bridge. `members` is the code of an
 * object, and can use the original `bridge`.
 */
export function replacingInBridge(members: string): string {
  return `Object.defineProperty(window, 'rolekeeper', {
    set(bridge) { this.bridge = { ...bridge, ...(${members}) }; },
    get() { return this.bridge; },
  });`;
}
