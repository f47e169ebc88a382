import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './axe-violations.ts';
import { cardOf, clientRole, describePanel, waitForText } from './panel-page.ts';

const find = (page: Page) => page.getByRole('combobox', { name: 'Find a role or an action' });
const selected = (page: Page) =>
  page.getByRole('dialog').getByRole('option', { selected: true }).innerText();

describePanel('the palette', (panel) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`opens with Ctrl+K on the settings page, and runs the selected action on Enter, ${colorScheme}`, async () => {
      const setup = await panel.start({
        roles: [clientRole, { ...clientRole, name: 'other', targetProfile: 'other' }],
      });
      const page = await panel.open(setup, { colorScheme });
      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      await page.keyboard.press('Control+k');
      await find(page).waitFor();
      await page.keyboard.type('client');
      await expect.poll(() => selected(page)).toMatch(/Switch on\s+client-s3/);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => selected(page)).toMatch(/Assume once\s+client-s3/);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await find(page).waitFor({ state: 'detached' });
      await expect.poll(() => setup.app.state().roles.filter(({ kept }) => kept).length).toBe(1);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('edit other');
      await page.keyboard.press('Enter');
      await waitForText(page.getByRole('heading', { level: 1 }), 'Edit other');
    });
  }

  it('closes with Escape, returns the focus, and is in the list of keyboard shortcuts', async () => {
    const page = await panel.open(await panel.start(), { locale: 'de-DE' });
    await page.getByRole('button', { name: /^client-s3 / }).focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Rolle oder Aktion suchen' }).fill('xyz');
    await waitForText(page.getByRole('dialog'), 'Keine Rolle oder Aktion enthält diese Wörter.');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await cardOf(page, 'client-s3').count();
    expect(await page.evaluate('document.activeElement.className')).toBe('card-title');
    await page.keyboard.press('?');
    await waitForText(page.getByRole('dialog'), 'Rolle oder Aktion suchen');
  });

  it.each([
    { locale: 'en-GB', width: 420, zoom: 1 },
    { locale: 'de-DE', width: 360, zoom: 1 },
    { locale: 'de-DE', width: 420, zoom: 2 },
  ])(
    'keeps its search field in one place, and all lines in the window, $locale, $width px, text size × $zoom',
    async (size) => {
      const { locale, width, zoom } = size;
      const long = 'the-very-long-name-of-a-role-that-a-company-generates-from-its-account-names';
      const setup = await panel.start({ roles: [clientRole, { ...clientRole, name: long }] });
      const page = await panel.open(setup, { locale, viewport: { width, height: 620 } });
      await page.evaluate(`document.documentElement.style.fontSize = '${String(87.5 * zoom)}%'`);
      await page.keyboard.press('Control+k');
      const place = await page.getByRole('combobox').boundingBox();
      for (const text of ['long', 'xyz', 'client-s3', '']) {
        await page.getByRole('combobox').fill(text);
        expect(await page.getByRole('combobox').boundingBox()).toEqual(place);
        const outside = await page.evaluate<readonly string[]>(`(() => {
        const { bottom } = document.querySelector('dialog').getBoundingClientRect();
        const list = document.querySelector('.palette');
        const lines = [...document.querySelectorAll('.palette span')];
        return [
          ...(bottom > innerHeight || list?.getBoundingClientRect().bottom > bottom ? ['bottom'] : []),
          ...lines.filter((line) => line.getBoundingClientRect().right > innerWidth - 16 || line.scrollWidth > line.clientWidth + 1 && line.clientWidth > 0).map((line) => line.textContent),
        ];
      })()`);
        expect(outside, text).toEqual([]);
      }
      expect(await violations(page)).toEqual([]);
      // At the top, the key “up” selects the last line of the list, and the list scrolls to it.
      await page.keyboard.press('ArrowUp');
      const last = page.getByRole('option', { selected: true });
      const [box, dialog] = [
        await last.boundingBox(),
        await page.getByRole('dialog').boundingBox(),
      ];
      expect(await last.innerText()).toBe(
        locale === 'de-DE' ? 'Tastenkürzel' : 'Keyboard shortcuts',
      );
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(
        (dialog?.y ?? 0) + (dialog?.height ?? 0),
      );
      await page.keyboard.press('Enter');
      const keys = page.getByRole('dialog').getByRole('heading', { level: 2 });
      await expect.poll(() => keys.innerText()).toMatch(/^Tastenkürzel$|^Keyboard shortcuts$/);
      // The list of keys is longer than the window, and opens at its top.
      expect(await page.evaluate("document.querySelector('dialog').scrollTop")).toBe(0);
    },
  );

  it('tells screen readers that nothing was found, and then ignores Enter', async () => {
    const setup = await panel.start();
    const page = await panel.open(setup);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('no such role');
    await waitForText(
      page.getByRole('dialog').getByRole('status').first(),
      'No role or action has',
    );
    await expect.poll(() => find(page).getAttribute('aria-expanded')).toBe('false');
    expect(await find(page).getAttribute('aria-activedescendant')).toBeNull();
    await page.keyboard.press('Enter');
    await find(page).waitFor();
    expect(setup.app.state().roles.filter(({ kept }) => kept)).toEqual([]);
  });

  it('shows the remedy of a failed role first, and opens “About”', async () => {
    const lost = { ...clientRole, name: 'lost', sourceProfile: 'nowhere' };
    const page = await panel.open(await panel.start({ roles: [clientRole, lost] }));
    await page.getByRole('switch', { name: 'Keep lost fresh' }).click();
    await cardOf(page, 'lost').getByRole('button', { name: 'Edit role' }).waitFor();
    await page.keyboard.press('Control+k');
    await expect.poll(() => selected(page)).toMatch(/Edit role\s+lost/);
    await page.keyboard.type('about');
    await page.keyboard.press('Enter');
    const about = page.getByRole('heading', { name: 'About' });
    await expect.poll(() => about.evaluate('document.activeElement.textContent')).toBe('About');
    await page.getByText('Settings folder').waitFor();
    const { bottom, height } = await page.evaluate<{ bottom: number; height: number }>(
      "({ bottom: document.querySelector('.about').getBoundingClientRect().bottom, height: innerHeight })",
    );
    expect(bottom).toBeLessThanOrEqual(height);
  });
});
