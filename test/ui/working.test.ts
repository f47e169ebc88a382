import type { Page, WebSocketRoute } from 'playwright-core';
import { expect, it } from 'vitest';
import { DEMO_SERIAL, PANEL_USER } from '../../demo/panel/panel-samples.ts';
import { en } from '../../src/views/words/en.ts';
import { violations } from './axe-violations.ts';
import { clientRole, describePanel, switchOf } from './panel-page.ts';

/** Delays the application's answers to the page until `release`. */
interface HeldAnswers {
  hold(): void;
  /** Returns the number of delayed answers. */
  count(): number;
  release(): void;
}

async function holdAnswers(page: Page): Promise<HeldAnswers> {
  const held: string[] = [];
  let toPage: WebSocketRoute | null = null;
  let isHolding = false;
  await page.routeWebSocket(/.*/, (socket) => {
    toPage = socket;
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const text = String(message);
      const { kind } = JSON.parse(text) as { readonly kind: string };
      if (isHolding && kind === 'answer') held.push(text);
      else socket.send(text);
    });
  });
  await page.clock.install();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  return {
    hold: () => {
      isHolding = true;
    },
    count: () => held.length,
    release: () => {
      isHolding = false;
      for (const text of held.splice(0)) toPage?.send(text);
    },
  };
}

const MAIN = 'main > .working';
const DIALOG = 'dialog > .working';

/**
 * Each step makes the page call the application. Returns the selector of the element that shows the
 * progress.
 */
const steps: Readonly<Record<string, (page: Page) => Promise<string>>> = {
  'switching a role on': async (page) => {
    await switchOf(page, 'client-s3').click();
    return MAIN;
  },
  'the checks of the doctor': async (page) => {
    await page.getByRole('button', { name: 'Doctor' }).click();
    return MAIN;
  },
  'the entries of the activity page': async (page) => {
    await page.getByRole('button', { name: 'Activity' }).first().click();
    return MAIN;
  },
  'the source profiles of a new role': async (page) => {
    await page.getByRole('button', { name: 'Add a role' }).first().click();
    return MAIN;
  },
  'the profiles to import': async (page) => {
    await page.getByRole('button', { name: 'Import from ~/.aws/config' }).click();
    return MAIN;
  },
};

describePanel('a call that takes longer than a second', (panel) => {
  it.each(Object.keys(steps))('shows its progress, for %s', async (name) => {
    const page = await panel.open(await panel.start(), { ownContext: true });
    const answers = await holdAnswers(page);
    answers.hold();
    const place = page.locator((await steps[name]?.(page)) ?? MAIN);
    await expect.poll(() => answers.count()).toBeGreaterThan(0);
    await page.clock.runFor(1100);
    await page.getByRole('status').filter({ hasText: en.panel.working }).waitFor();
    expect(await place.textContent()).toBe(en.panel.working);
    expect(await violations(page)).toEqual([]);
    answers.release();
    await expect.poll(() => place.textContent()).toBe('');
  });

  it('shows its progress in the dialog that waits for it', async () => {
    const setup = await panel.start({
      roles: [{ ...clientRole, mfaSerial: DEMO_SERIAL }],
      user: PANEL_USER,
    });
    const page = await panel.open(setup, { ownContext: true });
    const answers = await holdAnswers(page);
    await switchOf(page, 'client-s3').click();
    await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
    answers.hold();
    await page.getByLabel('Six-digit code').fill('123456');
    await expect.poll(() => answers.count()).toBeGreaterThan(0);
    await page.clock.runFor(1100);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('status').filter({ hasText: en.panel.working }).waitFor();
    expect(await page.locator(DIALOG).textContent()).toBe(en.panel.working);
    answers.release();
    await expect.poll(() => page.locator(DIALOG).textContent()).toBe('');
  });
});
