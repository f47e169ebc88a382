import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './axe-violations.ts';
import { cardOf, clientRole, describePanel, says } from './panel-page.ts';

const find = (page: Page) => page.getByRole('combobox', { name: 'Find a role or an action' });
const selected = (page: Page) =>
  page.getByRole('dialog').getByRole('option', { selected: true }).innerText();

describePanel('the palette', (panel) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`opens with Ctrl+K on every page, and performs the marked action on Enter, ${colorScheme}`, async () => {
      const setup = await panel.start({
        roles: [clientRole, { ...clientRole, name: 'other', targetProfile: 'other' }],
      });
      const page = await panel.open(setup, { colorScheme });
      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      await page.keyboard.press('Control+k');
      await find(page).waitFor();
      await page.keyboard.type('client');
      await expect.poll(() => selected(page)).toMatch(/client-s3\s+Switch on/);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => selected(page)).toMatch(/client-s3\s+Assume once/);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await find(page).waitFor({ state: 'detached' });
      await expect.poll(() => setup.app.state().roles.filter(({ kept }) => kept).length).toBe(1);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('edit other');
      await page.keyboard.press('Enter');
      await says(page.getByRole('heading', { level: 1 }), 'Edit other');
    });
  }

  it('closes with Escape, returns the focus, and is in the list of keyboard shortcuts', async () => {
    const page = await panel.open(await panel.start(), { locale: 'de-DE' });
    await page.getByRole('button', { name: /^client-s3 / }).focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Rolle oder Aktion suchen' }).fill('xyz');
    await says(page.getByRole('dialog'), 'Keine Rolle oder Aktion enthält diese Wörter.');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await cardOf(page, 'client-s3').count();
    expect(await page.evaluate('document.activeElement.className')).toBe('card-title');
    await page.keyboard.press('?');
    await says(page.getByRole('dialog'), 'Rolle oder Aktion suchen');
  });
});
