import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './axe-violations.ts';
import {
  cardOf,
  chooseMore,
  clientAccount,
  clientArn,
  clientRole,
  describePanel,
  replacingInBridge,
  waitForText,
  switchOf,
} from './panel-page.ts';

const client = { ...clientRole, region: 'eu-central-1', targetProfile: 'client-prod' };
const withClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const copied = (page: Page) => page.evaluate('navigator.clipboard.readText()');
const more = (page: Page) => page.getByRole('button', { name: 'More actions for client-s3' });
const focused = (page: Page) =>
  page.evaluate<string>("document.activeElement.getAttribute('role') ?? document.activeElement.id");

describePanel('the card of a role', (panel) => {
  it('shows account, profile and region, and a click copies each', async () => {
    const page = await panel.open(await panel.start({ roles: [client] }), withClipboard);
    for (const [label, text] of [
      ['Account', '999988887777'],
      ['Target profile', 'client-prod'],
      ['Region', 'eu-central-1'],
    ] as const) {
      const part = page.getByRole('button', { name: `Copy ${label}: ${text}`, exact: true });
      await expect.poll(() => part.innerText()).toBe(text);
      await part.click();
      await waitForText(page.locator('.toast'), `Copied ${text}.`);
      await expect.poll(() => copied(page)).toBe(text);
    }
  });

  it('shows external ID, session length and source profile when it is expanded, and copies the ARN', async () => {
    const page = await panel.open(await panel.start({ roles: [client] }), withClipboard);
    await page.getByRole('button', { name: /^client-s3 / }).click();
    const card = cardOf(page, 'client-s3');
    for (const text of ['demo-7f3a', '1 hour', 'default']) await waitForText(card, text);
    await page.getByRole('button', { name: `Copy Role: ${clientArn}` }).click();
    await expect.poll(() => copied(page)).toBe(clientArn);
    expect(await violations(page)).toEqual([]);
  });

  it('has buttons for the most used actions, and a menu for the others that works with the keyboard', async () => {
    const setup = await panel.start({ roles: [client] });
    const page = await panel.open(setup, withClipboard);
    const card = cardOf(page, 'client-s3');
    await expect.poll(() => card.getByRole('button', { name: 'Refresh now' }).count()).toBe(0);
    await switchOf(page, 'client-s3').click();
    await card.getByRole('button', { name: 'Refresh now' }).waitFor();
    await card.getByRole('button', { name: 'Copy profile name' }).click();
    await expect.poll(() => copied(page)).toBe('client-prod');

    await more(page).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Copy account ID',
      'Pin',
      'Show required policies',
      'Activity',
      'Edit',
    ]);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => copied(page)).toBe('999988887777');
    await expect.poll(() => focused(page)).toMatch(/^more-/);
  });

  it('closes its menu with Escape, a click elsewhere or Tab, and the panel stays open', async () => {
    const page = await panel.open(await panel.start({ roles: [client] }));
    const menu = page.getByRole('menu');
    await more(page).click();
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toMatch(/^more-/);
    await more(page).click();
    await page.getByRole('heading', { level: 1 }).click();
    await menu.waitFor({ state: 'detached' });
    await more(page).click();
    // A typed letter selects a menu item and starts no search.
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('[role=menuitem]:focus').innerText()).toBe('Edit');
    await expect.poll(() => page.getByRole('searchbox').count()).toBe(0);
    await page.keyboard.press('Tab');
    await menu.waitFor({ state: 'detached' });
  });

  it('has the focus on its menu button again after a visit to another page', async () => {
    const page = await panel.open(await panel.start({ roles: [client] }));
    await chooseMore(page, 'client-s3', 'Activity');
    await waitForText(page.getByRole('heading', { level: 1 }), /Activity/);
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toMatch(/^more-/);
  });

  it('names the field that the search matched, unless the card already shows that field', async () => {
    const page = await panel.open(
      await panel.start({ roles: [client, { ...client, name: 'two', targetProfile: 'two' }] }),
    );
    await page.keyboard.type('mys3access');
    await waitForText(cardOf(page, 'client-s3'), `Role: ${clientArn}`);
    await page.keyboard.press('Escape');
    await page.keyboard.type('9999');
    await cardOf(page, 'two').waitFor();
    await expect.poll(() => page.locator('.card-match').count()).toBe(0);
  });

  it('shows the word “Off” only once', async () => {
    const page = await panel.open(await panel.start({ roles: [client] }));
    await cardOf(page, 'client-s3').waitFor();
    const widths = await page.evaluate<readonly number[]>(
      "[...document.querySelectorAll('main *')].filter((e) => e.firstChild?.nodeValue === 'Off').map((e) => e.getBoundingClientRect().width)",
    );
    expect(widths.filter((width) => width > 1)).toHaveLength(1);
  });
});

describePanel('a success message', (panel) => {
  it('appears over the page with a command to copy, and does not move the roles on the page', async () => {
    const setup = await panel.start({
      roles: [client, { name: 'lost', roleArn: clientArn, sourceProfile: 'nowhere' }],
      accounts: [clientAccount],
    });
    const page = await panel.open(setup, withClipboard);
    await switchOf(page, 'lost').click();
    const needsYou = page.getByRole('region', { name: 'Needs you' });
    await needsYou.waitFor();
    const before = await needsYou.boundingBox();
    await switchOf(page, 'client-s3').click();
    const toast = page.getByRole('region', { name: 'client-s3 works' });
    await toast.getByRole('button', { name: 'Copy: Command' }).click();
    await expect.poll(() => copied(page)).toBe('aws s3 ls --profile client-prod');
    expect(await needsYou.boundingBox()).toEqual(before);
    expect(await violations(page)).toEqual([]);
  });

  it('is replaced by a failure message if the browser refuses access to the clipboard', async () => {
    const page = await panel.open(await panel.start({ roles: [client] }), {
      init: `Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new Error('refused')) },
      })`,
    });
    await cardOf(page, 'client-s3')
      .getByRole('button', { name: /^Copy Account/ })
      .click();
    await waitForText(page.locator('.toast'), 'Nothing was copied to the clipboard');
    expect(await page.locator('.copied').count()).toBe(0);
  });

  it('disappears by itself, but not while the pointer is on it', async () => {
    const setup = await panel.start({ roles: [client] });
    const page = await panel.open(setup, { ownContext: true });
    await page.clock.install();
    const toast = page.locator('.toast');
    await chooseMore(page, 'client-s3', 'Pin');
    await waitForText(toast, 'Pinned client-s3.');
    await toast.hover();
    await page.clock.runFor(60_000);
    await waitForText(toast, 'Pinned client-s3.');
    await page.getByRole('heading', { level: 1 }).hover();
    await page.clock.runFor(9000);
    await toast.waitFor({ state: 'detached' });
  });
});

describePanel('the card of a role in the application', (panel) => {
  it('makes the application open the console and copy the environment variables', async () => {
    const setup = await panel.start({ roles: [client] });
    const page = await panel.open(setup, {
      init: `window.performed = []; ${replacingInBridge(`{
        surface: 'application',
        perform: (action) => {
          if (!['open-console', 'copy-environment'].includes(action.kind)) return bridge.perform(action);
          performed.push(action.kind);
          return Promise.resolve({ ok: true, value: null });
        },
      }`)}`,
    });
    const card = cardOf(page, 'client-s3');
    await expect.poll(() => card.getByRole('button', { name: 'Open console' }).count()).toBe(0);
    await switchOf(page, 'client-s3').click();
    await card.getByRole('button', { name: 'Open console' }).click();
    await card.getByRole('button', { name: 'Copy environment' }).click();
    await waitForText(
      page.locator('.toast'),
      'Copied the environment of client-s3. The clipboard is cleared in 1 min.',
    );
    expect(await page.evaluate('performed')).toEqual(['open-console', 'copy-environment']);
    expect(await violations(page)).toEqual([]);
  });
});
